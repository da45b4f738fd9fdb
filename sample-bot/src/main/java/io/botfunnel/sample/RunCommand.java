package io.botfunnel.sample;

import io.botfunnel.starter.BotApplication;
import picocli.CommandLine.Command;

/** Runs the bot for real until the process is told to end. */
@Command(
    name = "run",
    description = {
      "Runs the bot until it is told to end (Ctrl-C, SIGTERM).",
      "Settings come from config/bot.yaml and the environment, which wins.",
      "Exits with 2 where a setting is wrong, with 3 where the outbox cannot be opened."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  export TELEGRAM_BOT_TOKEN=...    from @BotFather",
      "  export XTRACKER_BEARER=...       from the settings page of the space",
      "  java -jar sample-bot.jar run"
    })
final class RunCommand implements Runnable {
  @Override
  public void run() {
    BotApplication.run(new FunnelBot());
  }
}
