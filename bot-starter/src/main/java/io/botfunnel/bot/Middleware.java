package io.botfunnel.bot;

/**
 * What runs around the handler of a {@link Bot}: before it, after it, or instead of it.
 *
 * <pre>{@code
 * (context, next) -> {
 *   long begun = System.nanoTime();
 *   next.proceed();
 *   log.info("update {} took {} µs", context.update().getUpdateId(), (System.nanoTime() - begun) / 1_000);
 * }
 * }</pre>
 *
 * <p>It calls {@link Next#proceed} exactly once, and waits for it. Where it returns without that,
 * the update ends with it: no later middleware and no handler sees it, and it counts as handled.
 * That is how a filter is written, and it is all that a forgotten call does.
 *
 * <p>Tracking is outside all of them: what an update means for the funnel is on disk before the
 * first one sees it, so none can lose or double it. Called side by side for updates of different
 * chats.
 */
@FunctionalInterface
public interface Middleware {
  /**
   * Handles an update, or has the rest handle it.
   *
   * @param next all that comes after: further middleware, in the end the handler
   * @throws Exception as {@link UpdateHandler#handle}; what comes from {@code next} is best let
   *     through, for {@code bot.handler-retries} counts it
   */
  void handle(BotContext context, Next next) throws Exception;
}
