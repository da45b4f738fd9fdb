package io.botfunnel.tracking.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the four events, with the identity that makes it count once.
 *
 * @param name which event
 * @param subject whom it is about
 * @param eid what it is counted by
 * @param money what was paid: present for a deposit, and only there
 * @param occurredAt when it happened
 */
public record Conversion(
    EventName name, Subject subject, EventId eid, @Nullable Money money, Instant occurredAt)
    implements Recordable {

  /**
   * @throws IllegalArgumentException if money is missing on a deposit or present elsewhere
   */
  public Conversion {
    if ((name == EventName.DEPOSIT) != (money != null)) {
      throw Rule.broken(
          "event",
          name.wireName(),
          "a deposit carries money and no other event does",
          "Use Conversion.deposit for a deposit");
    }
    if (occurredAt.toEpochMilli() < 0) {
      throw Rule.broken(
          "time", occurredAt.toString(), "an event happened after 1970", "Pass when it happened");
    }
  }

  /** First touch; counted once per subject. */
  public static Conversion contact(Subject subject, Instant at) {
    return new Conversion(EventName.CONTACT, subject, EventId.contact(subject), null, at);
  }

  /** Joined the channel; counted once per subject. */
  public static Conversion subscribed(Subject subject, Instant at) {
    return new Conversion(EventName.SUBSCRIBED, subject, EventId.subscribed(subject), null, at);
  }

  /**
   * Registered on the offer; counted once per trader id.
   *
   * @param traderId the offer's user or trader id, 1 to 120 visible ASCII characters
   */
  public static Conversion registration(Subject subject, String traderId, Instant at) {
    return new Conversion(
        EventName.REGISTRATION, subject, EventId.registration(traderId), null, at);
  }

  /**
   * Paid; counted once per transaction.
   *
   * @param transactionId the payment's own id, 1 to 120 visible ASCII characters; its eid is {@code
   *     dep-<transaction id>}
   */
  public static Conversion deposit(Subject subject, String transactionId, Money money, Instant at) {
    return new Conversion(EventName.DEPOSIT, subject, EventId.deposit(transactionId), money, at);
  }

  /** The same event of another subject; ids that carry the subject follow it. */
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
