package io.botfunnel.testkit.xtracker;

import org.jspecify.annotations.Nullable;

/**
 * A row of XTRACKER: one per uid, event and {@code eid}, or without an eid per uid, event and time.
 *
 * @param event {@code contact}, {@code subscribed}, {@code registration} or {@code deposit}
 * @param uid the click id, null where the event came without one
 * @param value as it was sent, null where it was missing
 * @param currency as it was sent, {@code USD} where a value came without one, else null
 * @param eid the caller's id of the conversion, null where it was missing
 * @param occurredAtMs as it was sent, or the time of receipt where it was missing
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

  /** What the answer called it, and the answers to its duplicates too. */
  public String inboxId() {
    return "in-" + order;
  }
}
