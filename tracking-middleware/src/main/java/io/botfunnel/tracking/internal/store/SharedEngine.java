package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.queue.Engine;
import java.util.HashSet;
import java.util.Set;

/**
 * An engine with the bots of this process that use it; the last one that leaves closes it. Safe for
 * use from any thread.
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
   * Lets a bot in.
   *
   * @throws IllegalArgumentException if one of that name is in, or the engine is closed
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

  /** Closes the engine where nobody else is in. */
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
