package io.botfunnel.bot;

import io.botfunnel.tracking.event.Conversion;

/**
 * A bot author's code: what the bot does once somebody has converted, wherever that was reported
 * first: by a hook, by a partner, or by XTRACKER's own webhook.
 *
 * <p>It is called for each conversion until it has returned normally: again after a crash, and
 * again after it has thrown, after 1 s, then at twice the interval each time up to 10 min. After 20
 * attempts the conversion is set aside with its reason; an operator sees it, and can have it told
 * again. So a conversion is told once, save for a crash between the return and its writing down:
 * what must not happen twice needs a key of its own, such as {@link Conversion#eid}.
 *
 * <p>Conversions of one user come one at a time and in order, each after the one before it was
 * settled; those of others come side by side on other threads. Updates are not waited for, nor do
 * they wait.
 */
@FunctionalInterface
public interface ConversionHandler {
  /**
   * Acts upon a conversion.
   *
   * @param conversion what happened; its eid is that of the hook, or {@code xtracker-<event_id>}
   *     for what XTRACKER alone knew
   * @param user whom it is about
   * @throws Exception has it called again, later; what cannot be mended by that, such as a user who
   *     has blocked the bot, is best caught
   */
  void onConversion(Conversion conversion, BotUser user) throws Exception;
}
