package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.logging.BotLogging;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --outbox} option: the bot's own outbox, unless another is named. */
public final class OutboxUrlOption {
  @Option(
      names = "--outbox",
      paramLabel = "URL",
      description =
          "The outbox: its path without .mv.db, or jdbc:postgresql:…. Default: tracking.outbox.url.")
  private @Nullable String url;

  /** Whether an outbox is named, which need not be the bot's own. */
  boolean isNamed() {
    return url != null;
  }

  /** Opens the whole outbox: through the console of the bots that run on it, or directly. */
  OpenOutbox open(CommandContext context) {
    return open(context, bots -> bots.get(0));
  }

  /**
   * Opens one bot's part of the outbox: through the console of the bots that run on it, or
   * directly.
   *
   * @param bot chooses one of the bots that there are
   */
  OpenOutbox open(CommandContext context, Function<List<String>, String> bot) {
    return OpenOutbox.at(url(context), context.settings(), context.clock(), bot);
  }

  /**
   * Opens one bot's part of the outbox read-only.
   *
   * @param bot chooses one of the bots that there are
   */
  OpenOutbox openReadOnly(CommandContext context, Function<List<String>, String> bot) {
    return OpenOutbox.readOnlyAt(url(context), context.settings(), context.clock(), bot);
  }

  /** Returns the url of the chosen outbox. */
  public String url(CommandContext context) {
    BotLogging.warningsOnly();
    return url == null ? context.settings().outboxUrl() : url;
  }
}
