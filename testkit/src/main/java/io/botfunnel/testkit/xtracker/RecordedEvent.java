package io.botfunnel.testkit.xtracker;

import org.jspecify.annotations.Nullable;

/**
 * A row of XTRACKER: one per uid, event and {@code eid}, or without an eid per uid, event and time.
 *
 * @param event {@code contact}, {@code subscribed}, {@code registration} or {@code deposit}
 * @param uid the click id; null if the event had none
 * @param value the value as sent; null if missing
 * @param currency the currency as sent; {@code USD} for a value without one, else null
 * @param eid the caller's id of the conversion; null if missing
 * @param occurredAtMs the time as sent, or the time of receipt if missing
 * @param order the {@link ReceivedCall#order} of the call that recorded it
 */
public record RecordedEvent(
    String event,
    @Nullable String uid,
    @Nullable String value,
    @Nullable String currency,
    @Nullable String eid,
    long occurredAtMs,
    long order) {

  /** Returns the id in the event's answer and in the answers to its duplicates. */
  public String inboxId() {
    return "in-" + order;
  }
}
