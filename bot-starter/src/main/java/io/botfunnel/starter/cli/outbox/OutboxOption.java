package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.BotOption;
import io.botfunnel.starter.cli.command.Workplace;
import picocli.CommandLine.Mixin;

/**
 * Which bot's part of which outbox is meant; one that is named may hold bots that are set up no
 * more.
 */
final class OutboxOption {
  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final OutboxPath path = new OutboxPath();

  /** Opens it to be looked at: nothing changes, not even on disk. */
  OpenOutbox look(Workplace workplace) {
    return path.look(workplace, path.isNamed() ? bot::any : bot::of);
  }

  /** Opens it: by the console of the bots that run on it, or itself. */
  OpenOutbox open(Workplace workplace) {
    return path.open(workplace, path.isNamed() ? bot::any : bot::of);
  }
}
