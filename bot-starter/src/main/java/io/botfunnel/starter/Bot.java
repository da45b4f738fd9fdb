package io.botfunnel.starter;

import java.util.ArrayList;
import java.util.List;

/**
 * What an author gives: what his bot does about an update, and what runs around that.
 *
 * <pre>{@code
 * BotApplication.run(Bot.handling(new MyBot()).with(new OnlyMembers()).with(new Stopwatch()));
 * }</pre>
 *
 * <p>Immutable: each method answers with another one.
 */
public final class Bot {
  private final UpdateHandler handler;
  private final List<Middleware> middleware;

  private Bot(UpdateHandler handler, List<Middleware> middleware) {
    this.handler = handler;
    this.middleware = List.copyOf(middleware);
  }

  /** A bot that handles updates so. */
  public static Bot handling(UpdateHandler handler) {
    return new Bot(handler, List.of());
  }

  /**
   * The same with one more middleware, inside of those before it: the first is the outermost, and
   * tracking is outside of all.
   */
  public Bot with(Middleware inner) {
    List<Middleware> more = new ArrayList<>(middleware);
    more.add(inner);
    return new Bot(handler, more);
  }

  /** The handler with all that runs around it. */
  UpdateHandler chain() {
    return new Chain(middleware, handler);
  }
}
