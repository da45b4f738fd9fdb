package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.queue.Engine;
import java.util.HashSet;
import java.util.Set;

/**
 * An engine and the bots of this process that use it; the last bot to leave closes it. Safe for use
 * from any thread.
 */
final class SharedEngine {
  private final Engine engine;
  private final Set<BotName> bots = new HashSet<>();
  private boolean closed;

  SharedEngine(Engine engine) {
    this.engine = engine;
  }

  Engine engine() {
    return engine;
  }

  /**
   * Registers a bot.
   *
   * @throws IllegalArgumentException if a bot of that name is registered, or the engine is closed
   */
  synchronized void enter(BotName bot) {
    if (closed) {
      throw new IllegalArgumentException(
          "bot '%s': the outbox that it is to share is closed. Start it before the others are closed"
              .formatted(bot));
    }
    if (!bots.add(bot)) {
      throw new IllegalArgumentException(
          "bot '%s': another one of this outbox has that name, and each has its own. Give it another"
              .formatted(bot));
    }
  }

  /** Removes a bot, and closes the engine if it was the last. */
  void leave(BotName bot) {
    if (isLast(bot)) {
      engine.close();
    }
  }

  private synchronized boolean isLast(BotName bot) {
    boolean last = bots.remove(bot) && bots.isEmpty();
    closed = closed || last;
    return last;
  }
}
