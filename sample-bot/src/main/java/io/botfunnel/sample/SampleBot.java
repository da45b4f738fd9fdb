package io.botfunnel.sample;

import io.botfunnel.bot.Bot;
import io.botfunnel.sample.demo.DemoCommand;
import io.botfunnel.sample.sandbox.SandboxCommand;
import io.botfunnel.starter.cli.BotCommands;

/** The command line of the sample bot: the starter's commands and two of its own. */
public final class SampleBot {
  private SampleBot() {}

  /** Executes the given command and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments));
  }

  /** Returns the bot: the conversation, and thanks for deposits from any source. */
  static Bot bot() {
    return Bot.handling(new FunnelBot()).onConversion(new ThankYou());
  }

  static BotCommands commands() {
    return new BotCommands("sample-bot", bot())
        .described("A small Telegram bot whose funnel is tracked.")
        .with(new DemoCommand(SampleBot::bot))
        .with(new SandboxCommand());
  }
}
