package io.botfunnel.tracking;

/**
 * Is told what becomes of an event: for a message to the operator, a counter, a log of one's own.
 *
 * <p>Best effort, and in memory: on a thread of its own, one at a time, after what is told was
 * committed. A listener that is slower than the events is not waited for: what does not fit into
 * {@value Announcer#MOST_WAITING} places is not told, and a crash forgets what was not told yet. An
 * event whose answer was lost in a crash is sent again, and told again as what it is then. What
 * must not be missed belongs into a conversion handler, which runs until it returned normally.
 */
@FunctionalInterface
public interface EventListener {
  /**
   * An event got somewhere.
   *
   * @throws Exception is logged, once per type, and harms nothing
   */
  void onEvent(EventOutcome event) throws Exception;
}
