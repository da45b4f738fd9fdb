package io.botfunnel.tracking.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an event (eid): an eid counts once. It is derived from what happened, never from
 * the clock. Immutable.
 *
 * @param value 1 to 128 visible ASCII characters; XTRACKER states no limit, and this one keeps
 *     indexes small
 */
public record EventId(String value) {
  private static final String DEPOSIT_PREFIX = "dep-";
  private static final String WEBHOOK_PREFIX = "xtracker-";
  private static final int LONGEST_GIVEN_ID = 120;
  private static final Pattern SHAPE = Pattern.compile("[!-~]{1,128}");

  /**
   * Checks the eid.
   *
   * @throws IllegalArgumentException if the value is not 1 to 128 visible ASCII characters
   */
  public EventId {
    if (!isShaped(value)) {
      throw InvalidValueException.of(
          "eid", value, "an eid has 1 to 128 visible ASCII characters", "Pass the id as it came");
    }
  }

  static EventId contact(Subject subject) {
    return new EventId("contact-" + subject.identity());
  }

  static EventId subscribed(Subject subject) {
    return new EventId("subscribed-" + subject.identity());
  }

  static EventId bind(UserId user, ClickId uid) {
    return new EventId("bind-" + user.value() + "-" + uid.value());
  }

  /**
   * {@code xtracker-<event_id>}, for a conversion that only XTRACKER's webhook reported. The
   * contract states no rule for the event id, so one that does not fit into an eid is replaced by
   * its hash.
   */
  static EventId webhook(String eventId) {
    boolean fits = eventId.length() <= LONGEST_GIVEN_ID - WEBHOOK_PREFIX.length();
    return new EventId(
        WEBHOOK_PREFIX
            + (fits && isShaped(eventId)
                ? eventId
                : UUID.nameUUIDFromBytes(eventId.getBytes(UTF_8))));
  }

  static EventId registration(String traderId) {
    return new EventId(given("trader id", traderId, "Pass the offer's user or trader id"));
  }

  /**
   * The eid of a deposit: {@code dep-<transaction id>}. An id that already starts with {@code dep-}
   * is used unchanged.
   *
   * @param transactionId 1 to 120 visible ASCII characters
   * @throws IllegalArgumentException if the transaction id breaks its rule
   */
  public static EventId deposit(String transactionId) {
    String id = given("transaction id", transactionId, "Pass the payment's own transaction id");
    return new EventId(id.startsWith(DEPOSIT_PREFIX) ? id : DEPOSIT_PREFIX + id);
  }

  private static String given(String what, @Nullable String id, String remedy) {
    if (id == null || id.length() > LONGEST_GIVEN_ID || !isShaped(id)) {
      throw InvalidValueException.of(
          what, id, "it has 1 to 120 visible ASCII characters and no spaces", remedy);
    }
    return id;
  }

  private static boolean isShaped(@Nullable String id) {
    return id != null && SHAPE.matcher(id).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
