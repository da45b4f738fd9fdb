package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.Workplace;
import io.botfunnel.starter.logging.BotLogging;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which outbox is meant: the bot's own, or one that is named. */
public final class OutboxPath {
  @Option(
      names = "--outbox",
      paramLabel = "URL",
      description = {
        "The outbox's path without .mv.db, or jdbc:postgresql:…. Default: tracking.outbox.url,",
        "which is data/outbox."
      })
  private @Nullable String url;

  /** Whether it need not be the bot's own. */
  boolean isNamed() {
    return url != null;
  }

  /** Opens it as a whole: by the console of the bots that run on it, or itself. */
  OpenOutbox open(Workplace workplace) {
    return open(workplace, bots -> bots.get(0));
  }

  /**
   * The same for one bot.
   *
   * @param bot which, of those that there are
   */
  OpenOutbox open(Workplace workplace, Function<List<String>, String> bot) {
    return OpenOutbox.at(meant(workplace), workplace.settings(), workplace.clock(), bot);
  }

  /**
   * Opens one bot's part of it to be looked at.
   *
   * @param bot which, of those that there are
   */
  OpenOutbox look(Workplace workplace, Function<List<String>, String> bot) {
    return OpenOutbox.lookAt(meant(workplace), workplace.settings(), workplace.clock(), bot);
  }

  /** The url of the one that is meant. */
  public String meant(Workplace workplace) {
    BotLogging.warningsOnly();
    return url == null ? workplace.settings().outboxUrl() : url;
  }
}
