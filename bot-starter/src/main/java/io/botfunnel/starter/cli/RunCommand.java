package io.botfunnel.starter.cli;

import picocli.CommandLine.Command;

/** The {@code run} command: runs the bot until the process is told to end. */
@Command(
    name = "run",
    description = {
      "Runs the bot until it is told to end (Ctrl-C, SIGTERM).",
      "Settings come from config/bot.yaml and the environment, which wins.",
      "Exits with 2 where a setting is wrong, with 3 where the outbox cannot be opened."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  export TELEGRAM_BOT_TOKEN=...    from @BotFather",
      "  export XTRACKER_BEARER=...       from the settings page of the space",
      "  ${ROOT-COMMAND-NAME} run"
    })
final class RunCommand implements Runnable {
  private final Runnable bots;

  RunCommand(Runnable bots) {
    this.bots = bots;
  }

  @Override
  public void run() {
    bots.run();
  }
}
