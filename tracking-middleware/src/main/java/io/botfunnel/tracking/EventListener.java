package io.botfunnel.tracking;

/**
 * Receives the outcome of each event: for a message to the operator, a counter or a log of its own.
 *
 * <p>Delivery to a listener is best effort and in memory. A dedicated thread calls it, one event at
 * a time, after the outcome is committed. Nothing waits for a slow listener: at most {@value
 * EventPublisher#MOST_WAITING} outcomes are queued, and further ones are dropped. A crash loses the
 * queued outcomes. Closing the tracking waits up to one second for them, and drops the rest. An
 * event whose answer was lost in a crash is sent again and reported again, with its new outcome.
 * Use a conversion handler for what must not be missed: it is retried until it returns normally.
 */
@FunctionalInterface
public interface EventListener {
  /**
   * Handles one outcome.
   *
   * @param event what became of an event, or of an attempt to deliver it
   * @throws Exception is logged, once per exception type, and has no other effect
   */
  void onEvent(EventOutcome event) throws Exception;
}
