package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are meant: those for which every part that is given holds.
 *
 * @param topic whose queue
 * @param state where they stand, or null for any
 * @param kind what they are, or null for any
 * @param eid what they are counted by, or null for any
 * @param telegramUserId whose they are, or null for anybody's
 * @param uid the click id that they carry, or null for any
 * @param reason what their reason contains, whatever its case, or null for any
 */
public record Filter(
    Topic topic,
    @Nullable State state,
    @Nullable String kind,
    @Nullable String eid,
    @Nullable Long telegramUserId,
    @Nullable String uid,
    @Nullable String reason) {

  /** All of the outbox. */
  public static final Filter ALL = new Filter(Topic.OUTBOX, null, null, null, null, null, null);

  /** All that is recorded for the operator alone. */
  public static final Filter NOTICED =
      new Filter(Topic.NOTICED, null, null, null, null, null, null);

  /** The same of a bot's queue of this kind. */
  public Filter of(BotName bot) {
    return new Filter(topic.of(bot), state, kind, eid, telegramUserId, uid, reason);
  }

  /** Those in that state. */
  public Filter in(@Nullable State wanted) {
    return new Filter(topic, wanted, kind, eid, telegramUserId, uid, reason);
  }

  /** Those of that user. */
  public Filter of(long user) {
    return new Filter(topic, state, kind, eid, user, uid, reason);
  }

  /** Those with that uid. */
  public Filter withUid(String wanted) {
    return new Filter(topic, state, kind, eid, telegramUserId, wanted, reason);
  }

  /** The one with that identity. */
  public Filter withEid(String wantedKind, String wantedEid) {
    return new Filter(topic, state, wantedKind, wantedEid, telegramUserId, uid, reason);
  }

  /** As an operator would say it; names the user only as far as he asked for him. */
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
