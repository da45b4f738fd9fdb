package io.botfunnel.bot;

import io.botfunnel.tracking.EventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Telegram bot as its author defines it: an update handler, middleware around it, and optional
 * handlers for conversions and events.
 *
 * <pre>{@code
 * BotApplication.run(
 *     Bot.handling(new MyBot())
 *         .with(new OnlyMembers())
 *         .onConversion((conversion, user) -> user.say("Thank you!")));
 * }</pre>
 *
 * <p>Immutable and thread-safe: each method returns a new bot.
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

  /** Creates a bot that handles updates with the given handler. */
  public static Bot handling(UpdateHandler handler) {
    return new Bot(handler, List.of(), null, null);
  }

  /**
   * Returns a copy of this bot with one more middleware. The first middleware added is the
   * outermost; tracking runs outside of all of them.
   */
  public Bot with(Middleware inner) {
    List<Middleware> more = new ArrayList<>(middleware);
    more.add(inner);
    return new Bot(handler, more, conversions, listener);
  }

  /**
   * Returns a copy of this bot with the given conversion handler, which replaces an earlier one.
   * The handler is called for each conversion until it returns normally. It does not receive
   * conversions that were recorded while the bot had no conversion handler.
   */
  public Bot onConversion(ConversionHandler newHandler) {
    return new Bot(handler, middleware, newHandler, listener);
  }

  /**
   * Returns a copy of this bot with the given event listener, which replaces an earlier one. The
   * listener receives the outcome of each event on a best-effort basis.
   */
  public Bot onEvent(EventListener newListener) {
    return new Bot(handler, middleware, conversions, newListener);
  }

  public Optional<ConversionHandler> conversions() {
    return Optional.ofNullable(conversions);
  }

  public Optional<EventListener> listener() {
    return Optional.ofNullable(listener);
  }

  /** Returns the update handler wrapped in its middleware. */
  public UpdateHandler chain() {
    return new MiddlewareChain(middleware, handler);
  }
}
