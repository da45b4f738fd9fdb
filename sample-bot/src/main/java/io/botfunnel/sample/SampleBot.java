package io.botfunnel.sample;

import io.botfunnel.sample.demo.DemoCommand;
import io.botfunnel.sample.sandbox.SandboxCommand;
import io.botfunnel.starter.cli.BotCommands;

/** The command line of the sample bot: the starter's commands and two of its own. */
public final class SampleBot {
  private SampleBot() {}

  /** Executes the command that is named, and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments));
  }

  static BotCommands commands() {
    return new BotCommands("sample-bot", new FunnelBot())
        .described("A small Telegram bot whose funnel is tracked.")
        .with(new DemoCommand(FunnelBot::new))
        .with(new SandboxCommand());
  }
}
