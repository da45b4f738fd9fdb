package io.botfunnel.starter.cli;

import io.botfunnel.starter.Settings;
import io.botfunnel.starter.logging.BotLogging;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which outbox is meant: the bot's own, or one that is named. */
final class OutboxOption {
  @Option(
      names = "--outbox",
      paramLabel = "PATH",
      description =
          "The outbox's path without .mv.db. Default: tracking.outbox.url, which is data/outbox.")
  private @Nullable String path;

  /** Opens it: by the console of the bot that runs on it, or the file itself. */
  OpenOutbox open(Workplace workplace) {
    BotLogging.warningsOnly();
    Settings.Tracking settings = workplace.settings().tracking();
    String url = path == null ? workplace.settings().outboxUrl() : path;
    return OpenOutbox.at(url, settings, workplace.clock());
  }
}
