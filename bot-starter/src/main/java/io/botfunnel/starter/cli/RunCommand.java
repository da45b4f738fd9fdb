package io.botfunnel.starter.cli;

import picocli.CommandLine.Command;

/** The {@code run} command: runs the bot until the process is told to end. */
@Command(
    name = "run",
    description = {
      "Runs the bot until Ctrl-C or SIGTERM.",
      "Reads settings from config/bot.yaml and the environment; the environment takes precedence.",
      "Exits with 2 if a setting is wrong, and with 3 if the outbox cannot be opened."
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
