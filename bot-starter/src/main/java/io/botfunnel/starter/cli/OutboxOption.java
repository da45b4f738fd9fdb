package io.botfunnel.starter.cli;

import io.botfunnel.starter.Settings;
import io.botfunnel.starter.logging.BotLogging;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which outbox is meant: the bot's own, or one that is named. */
final class OutboxOption {
  @Option(
      names = "--outbox",
      paramLabel = "URL",
      description = {
        "The outbox's path without .mv.db, or jdbc:postgresql:…. Default: tracking.outbox.url,",
        "which is data/outbox."
      })
  private @Nullable String url;

  /** Opens it: by the console of the bot that runs on it, or itself. */
  OpenOutbox open(Workplace workplace) {
    BotLogging.warningsOnly();
    Settings.Tracking settings = workplace.settings().tracking();
    String meant = url == null ? workplace.settings().outboxUrl() : url;
    return OpenOutbox.at(meant, settings, workplace.clock());
  }
}
