package io.botfunnel.bot;

import io.botfunnel.tracking.EventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an author gives: what his bot does about an update, and what runs around that.
 *
 * <pre>{@code
 * BotApplication.run(
 *     Bot.handling(new MyBot())
 *         .with(new OnlyMembers())
 *         .onConversion((conversion, user) -> user.say("Thank you!")));
 * }</pre>
 *
 * <p>Immutable: each method answers with another one.
 */
public final class Bot {
  private final UpdateHandler handler;
  private final List<Middleware> middleware;
  private final @Nullable ConversionHandler conversions;
  private final @Nullable EventListener listener;

  private Bot(
      UpdateHandler handler,
      List<Middleware> middleware,
      @Nullable ConversionHandler conversions,
      @Nullable EventListener listener) {
    this.handler = handler;
    this.middleware = List.copyOf(middleware);
    this.conversions = conversions;
    this.listener = listener;
  }

  /** A bot that handles updates so. */
  public static Bot handling(UpdateHandler handler) {
    return new Bot(handler, List.of(), null, null);
  }

  /**
   * The same with one more middleware, inside of those before it: the first is the outermost, and
   * tracking is outside of all.
   */
  public Bot with(Middleware inner) {
    List<Middleware> more = new ArrayList<>(middleware);
    more.add(inner);
    return new Bot(handler, more, conversions, listener);
  }

  /**
   * The same, which is told of each conversion until its handler has returned normally, instead of
   * a handler given before. What was recorded while the bot had none is not told later.
   */
  public Bot onConversion(ConversionHandler told) {
    return new Bot(handler, middleware, told, listener);
  }

  /** The same, whose listener is told what becomes of each event, instead of one given before. */
  public Bot onEvent(EventListener told) {
    return new Bot(handler, middleware, conversions, told);
  }

  public Optional<ConversionHandler> conversions() {
    return Optional.ofNullable(conversions);
  }

  public Optional<EventListener> listener() {
    return Optional.ofNullable(listener);
  }

  /** The handler with all that runs around it. */
  public UpdateHandler chain() {
    return new Chain(middleware, handler);
  }
}
