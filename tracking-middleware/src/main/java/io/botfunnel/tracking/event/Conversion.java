package io.botfunnel.tracking.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the four events, with the identity that makes it count once. Immutable.
 *
 * @param name which event
 * @param subject the user or click it is about
 * @param eid the identity under which it counts once
 * @param money the amount paid; present for a deposit, null for every other event
 * @param occurredAt when it happened; 1970 or later
 */
public record Conversion(
    EventName name, Subject subject, EventId eid, @Nullable Money money, Instant occurredAt)
    implements Recordable {

  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException if a deposit has no money, another event has money, or the
   *     time is before 1970
   */
  public Conversion {
    if ((name == EventName.DEPOSIT) != (money != null)) {
      throw InvalidValueException.of(
          "event",
          name.wireName(),
          "a deposit carries money and no other event does",
          "Use Conversion.deposit for a deposit");
    }
    if (occurredAt.toEpochMilli() < 0) {
      throw InvalidValueException.of(
          "time", occurredAt.toString(), "an event happened after 1970", "Pass when it happened");
    }
  }

  /**
   * Creates a first touch; counted once per subject.
   *
   * @param at when it happened; 1970 or later
   */
  public static Conversion contact(Subject subject, Instant at) {
    return new Conversion(EventName.CONTACT, subject, EventId.contact(subject), null, at);
  }

  /**
   * Creates a join of the channel; counted once per subject.
   *
   * @param at when it happened; 1970 or later
   */
  public static Conversion subscribed(Subject subject, Instant at) {
    return new Conversion(EventName.SUBSCRIBED, subject, EventId.subscribed(subject), null, at);
  }

  /**
   * Creates a registration on the offer; counted once per trader id.
   *
   * @param traderId the offer's user or trader id, 1 to 120 visible ASCII characters; it is the eid
   * @param at when it happened; 1970 or later
   * @throws IllegalArgumentException if the trader id breaks its rule
   */
  public static Conversion registration(Subject subject, String traderId, Instant at) {
    return new Conversion(
        EventName.REGISTRATION, subject, EventId.registration(traderId), null, at);
  }

  /**
   * Creates a deposit; counted once per transaction.
   *
   * @param transactionId the payment's own id, 1 to 120 visible ASCII characters; its eid is {@code
   *     dep-<transaction id>}
   * @param at when it happened; 1970 or later
   * @throws IllegalArgumentException if the transaction id breaks its rule
   */
  public static Conversion deposit(Subject subject, String transactionId, Money money, Instant at) {
    return new Conversion(EventName.DEPOSIT, subject, EventId.deposit(transactionId), money, at);
  }

  /** Returns this event with another subject. An eid that contains the subject changes with it. */
  public Conversion of(Subject other) {
    EventId id =
        switch (name) {
          case CONTACT -> EventId.contact(other);
          case SUBSCRIBED -> EventId.subscribed(other);
          case REGISTRATION, DEPOSIT -> eid;
        };
    return new Conversion(name, other, id, money, occurredAt);
  }
}
