package io.botfunnel.bot;

import io.botfunnel.tracking.event.Conversion;

/**
 * The bot author's code for conversions. A conversion may be reported first by a hook, by a
 * partner, or by XTRACKER's own webhook.
 *
 * <p>The handler is called for each conversion until it returns normally: again after a crash, and
 * again after it throws. The first retry follows after 1 s; the interval doubles up to 10 min.
 * After 20 failed attempts the conversion is refused with its reason: it moves to the dead-letter
 * queue, which the operator sees and can retry.
 *
 * <p>Each conversion is thus handled once, except if the process crashes after the handler returns
 * and before that is recorded. An action that must not happen twice needs a key of its own, such as
 * {@link Conversion#eid}.
 *
 * <p>Conversions of one user arrive one at a time and in order, each after the previous one was
 * settled. Conversions of different users run in parallel on other threads. Conversions and updates
 * do not wait for each other.
 */
@FunctionalInterface
public interface ConversionHandler {
  /**
   * Handles a conversion.
   *
   * @param conversion the event; its eid is that of the hook, or {@code xtracker-<event_id>} if
   *     only XTRACKER knew of the event
   * @param user the user or click that the event is about
   * @throws Exception if the conversion could not be handled; the handler is then called again
   *     later. Catch failures that a retry cannot fix, such as a user who has blocked the bot
   */
  void onConversion(Conversion conversion, BotUser user) throws Exception;
}
