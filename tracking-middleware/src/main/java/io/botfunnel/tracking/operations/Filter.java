package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Selects entries: those that match every part that is not null. Immutable.
 *
 * @param topic the queue
 * @param state the state, or null for any
 * @param kind what was reported, such as "bind", "deposit" or "update", or null for any
 * @param eid the event id, or null for any
 * @param telegramUserId the Telegram user, or null for any
 * @param uid the click id that the entry carries, or null for any
 * @param reason a text that the reason contains, ignoring case, or null for any
 */
public record Filter(
    Topic topic,
    @Nullable State state,
    @Nullable String kind,
    @Nullable String eid,
    @Nullable Long telegramUserId,
    @Nullable String uid,
    @Nullable String reason) {

  /** All entries of the outbox. */
  public static final Filter ALL = new Filter(Topic.OUTBOX, null, null, null, null, null, null);

  /** All operator events, which are recorded for the operator only. */
  public static final Filter OPERATOR_EVENTS =
      new Filter(Topic.OPERATOR_EVENTS, null, null, null, null, null, null);

  /** Returns this filter for this kind of queue of a bot. */
  public Filter of(BotName bot) {
    return new Filter(topic.of(bot), state, kind, eid, telegramUserId, uid, reason);
  }

  /**
   * Returns this filter for entries in a state.
   *
   * @param wanted the state, or null for any
   */
  public Filter in(@Nullable State wanted) {
    return new Filter(topic, wanted, kind, eid, telegramUserId, uid, reason);
  }

  /** Returns this filter for a Telegram user's entries. */
  public Filter of(long user) {
    return new Filter(topic, state, kind, eid, user, uid, reason);
  }

  /** Returns this filter for entries that carry a click id. */
  public Filter withUid(String wanted) {
    return new Filter(topic, state, kind, eid, telegramUserId, wanted, reason);
  }

  /**
   * Returns this filter for the entry with an identity.
   *
   * @param wantedKind what was reported, such as "bind" or "deposit"
   * @param wantedEid the event id
   */
  public Filter withEid(String wantedKind, String wantedEid) {
    return new Filter(topic, state, wantedKind, wantedEid, telegramUserId, uid, reason);
  }

  /**
   * The filter as an operator would write it, such as {@code outbox state=refused}. Names the user
   * only if the filter does.
   */
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(", ", topic + " ", "").setEmptyValue(topic + " all");
    add(parts, "state", state == null ? null : state.word());
    add(parts, "kind", kind);
    add(parts, "eid", eid);
    add(parts, "user", telegramUserId);
    add(parts, "uid", uid);
    add(parts, "reason", reason);
    return parts.toString();
  }

  private static void add(StringJoiner parts, String name, @Nullable Object value) {
    if (value != null) {
      parts.add(name + "=" + value);
    }
  }
}
