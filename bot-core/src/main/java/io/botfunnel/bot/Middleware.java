package io.botfunnel.bot;

/**
 * Code that runs around the update handler of a {@link Bot}: before it, after it, or instead of it.
 *
 * <pre>{@code
 * (context, next) -> {
 *   long begun = System.nanoTime();
 *   next.proceed();
 *   long tookUs = (System.nanoTime() - begun) / 1_000;
 *   log.info("update {} took {} µs", context.update().getUpdateId(), tookUs);
 * }
 * }</pre>
 *
 * <p>A middleware calls {@link Next#proceed} exactly once and waits for it to return. A middleware
 * that returns without calling it ends the update: no later middleware and no handler sees it, and
 * it counts as handled. Filters work this way; a forgotten call has no other effect.
 *
 * <p>Tracking runs outside of all middleware. What an update means for the funnel is on disk before
 * the first middleware sees it, so no middleware can lose or duplicate it. A middleware must be
 * thread-safe: it is called in parallel for updates of different chats.
 */
@FunctionalInterface
public interface Middleware {
  /**
   * Handles an update, or lets the rest of the chain handle it.
   *
   * @param next the rest of the chain: further middleware and finally the handler
   * @throws Exception treated like a failure of {@link UpdateHandler#handle}. Let exceptions from
   *     {@code next} through, because {@code bot.handler-retries} counts them
   */
  void handle(BotContext context, Next next) throws Exception;
}
