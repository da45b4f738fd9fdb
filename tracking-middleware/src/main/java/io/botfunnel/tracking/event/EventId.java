package io.botfunnel.tracking.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a conversion (eid): the same eid is counted once. It is derived from what
 * happened, never from the clock.
 *
 * @param value 1 to 128 visible ASCII characters; XTRACKER states no limit, ours keeps indexes
 *     small
 */
public record EventId(String value) {
  private static final String DEPOSIT_PREFIX = "dep-";
  private static final String WEBHOOK_PREFIX = "xtracker-";
  private static final int LONGEST_GIVEN_ID = 120;
  private static final Pattern SHAPE = Pattern.compile("[!-~]{1,128}");

  /**
   * @throws IllegalArgumentException if the value breaks the rule above
   */
  public EventId {
    if (!isShaped(value)) {
      throw Rule.broken(
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
   * {@code xtracker-<event_id>}: what the bot is told that XTRACKER alone has told. The contract
   * states no rule for the id, so one that is no eid is told by its hash.
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

  /** {@code dep-<transaction id>}; an id that already starts with {@code dep-} stays as it is. */
  public static EventId deposit(String transactionId) {
    String id = given("transaction id", transactionId, "Pass the payment's own transaction id");
    return new EventId(id.startsWith(DEPOSIT_PREFIX) ? id : DEPOSIT_PREFIX + id);
  }

  private static String given(String what, @Nullable String id, String remedy) {
    if (id == null || id.length() > LONGEST_GIVEN_ID || !isShaped(id)) {
      throw Rule.broken(what, id, "it has 1 to 120 visible ASCII characters and no spaces", remedy);
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
