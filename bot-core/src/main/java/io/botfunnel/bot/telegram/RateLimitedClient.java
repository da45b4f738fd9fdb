package io.botfunnel.bot.telegram;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/**
 * A client of the Bot API that honors Telegram's rate limit. On HTTP 429 it delays as long as
 * Telegram asks and then repeats the call; for the caller it stays one call.
 *
 * <p>So that no handler is blocked forever, the caller gets Telegram's error after {@link
 * #MOST_TRIES} tries, or if Telegram asks for more than {@link InterruptibleDelays#LONGEST}. A call
 * with a stream is not repeated either, because a stream cannot be read twice.
 *
 * <p>A call that returns a future delays without blocking a thread. {@link
 * InterruptibleDelays#close} and an interrupt end a wait. Thread-safe.
 */
final class RateLimitedClient implements InvocationHandler {
  private static final Logger log = LoggerFactory.getLogger(RateLimitedClient.class);

  /** Includes the first try. */
  static final int MOST_TRIES = 5;

  private final TelegramClient client;
  private final InterruptibleDelays delays;

  private RateLimitedClient(TelegramClient client, InterruptibleDelays delays) {
    this.client = client;
    this.delays = delays;
  }

  /**
   * Wraps a client. The wrapper covers every method of the interface, including those of later
   * library versions.
   */
  static TelegramClient around(TelegramClient client, InterruptibleDelays delays) {
    return (TelegramClient)
        Proxy.newProxyInstance(
            TelegramClient.class.getClassLoader(),
            new Class<?>[] {TelegramClient.class},
            new RateLimitedClient(client, delays));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    RepeatableCall call = new RepeatableCall(client, method, arguments);
    return CompletableFuture.class.isAssignableFrom(method.getReturnType())
        ? later(call, call.begin(), 1)
        : now(call);
  }

  private @Nullable Object now(RepeatableCall call) throws Throwable {
    for (int tries = 1; ; tries++) {
      try {
        return call.make();
      } catch (TelegramApiRequestException e) {
        long waitMs = waitMs(call, e, tries);
        if (waitMs < 0 || !delays.await(waitMs)) {
          throw e;
        }
      }
    }
  }

  /** Returns the caller's future, which completes with the result of the last try. */
  private CompletableFuture<Object> later(
      RepeatableCall call, CompletableFuture<Object> made, int tries) {
    return made.handle((result, failure) -> failure == null ? made : again(call, failure, tries))
        .thenCompose(ended -> ended);
  }

  private CompletableFuture<Object> again(RepeatableCall call, Throwable failure, int tries) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    long waitMs = cause instanceof TelegramApiRequestException e ? waitMs(call, e, tries) : -1;
    if (waitMs < 0) {
      return CompletableFuture.failedFuture(cause);
    }
    return delays
        .of(waitMs)
        .thenComposeAsync(
            over ->
                over ? later(call, begun(call), tries + 1) : CompletableFuture.failedFuture(cause));
  }

  private static CompletableFuture<Object> begun(RepeatableCall call) {
    try {
      return call.begin();
    } catch (Throwable e) { // what the library throws belongs to the caller's future
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Returns how long to wait before the call is repeated, milliseconds; negative if it is not
   * repeated.
   */
  private static long waitMs(RepeatableCall call, TelegramApiRequestException e, int tries) {
    if (!Integer.valueOf(429).equals(e.getErrorCode())) {
      return -1;
    }
    long seconds = secondsOf(e);
    boolean again =
        tries < MOST_TRIES
            && seconds <= InterruptibleDelays.LONGEST.toSeconds()
            && !StreamArguments.anyIn(call.argument());
    log.warn(
        "Telegram asks {} to wait for {} s; {}",
        call,
        seconds,
        again
            ? "it is repeated then (try %d of %d)".formatted(tries + 1, MOST_TRIES)
            : "it is not repeated");
    return again ? seconds * 1_000 : -1;
  }

  private static long secondsOf(TelegramApiRequestException e) {
    Integer seconds = e.getParameters() == null ? null : e.getParameters().getRetryAfter();
    return seconds == null ? 1 : Math.max(0, seconds);
  }

  /** A call of the client that can be made several times. */
  private static final class RepeatableCall {
    private final TelegramClient client;
    private final Method method;
    private final Object @Nullable [] arguments;

    RepeatableCall(TelegramClient client, Method method, Object @Nullable [] arguments) {
      this.client = client;
      this.method = method;
      this.arguments = arguments;
    }

    @Nullable Object make() throws Throwable {
      try {
        return method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the caller saw that it returns a future
    CompletableFuture<Object> begin() throws Throwable {
      return (CompletableFuture<Object>) make();
    }

    @Nullable Object argument() {
      return arguments == null ? null : arguments[0];
    }

    /** Names the method of the Bot API and the chat, never the content. */
    @Override
    public String toString() {
      return CallName.of(argument(), method.getName());
    }
  }
}
