package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.BotOption;
import io.botfunnel.starter.cli.command.CommandContext;
import picocli.CommandLine.Mixin;

/**
 * The options that choose an outbox and a bot's part of it. An outbox that is named may hold bots
 * that are no longer in the settings.
 */
final class BotOutboxOption {
  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final OutboxUrlOption url = new OutboxUrlOption();

  /** Opens the outbox read-only: nothing changes, not even on disk. */
  OpenOutbox openReadOnly(CommandContext context) {
    return url.openReadOnly(context, url.isNamed() ? bot::any : bot::of);
  }

  /** Opens the outbox: through the console of the bots that run on it, or directly. */
  OpenOutbox open(CommandContext context) {
    return url.open(context, url.isNamed() ? bot::any : bot::of);
  }
}
