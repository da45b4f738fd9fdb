package io.botfunnel.tracking.internal.store.operations;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries, newest first, by the index that best fits the filter. A query reads a bounded
 * number of entries.
 */
public final class EntryQueries {
  /** The writer reads that many rows in a few milliseconds. */
  private static final int MOST_LOOKED_AT = 1_000;

  // Each ORDER BY repeats the whole index from its first column; otherwise H2 sorts all rows.
  public static final String OF_TOPIC =
      "SELECT id FROM entry WHERE topic = ? AND id < ? ORDER BY topic DESC, id DESC LIMIT ?";
  public static final String OF_LANE =
      "SELECT id FROM entry WHERE lane_no = ? AND id < ? ORDER BY lane_no DESC, id DESC LIMIT ?";

  private final BotName bot;
  private final WireFormat wire;
  private final Bindings bindings;

  public EntryQueries(BotName bot, WireFormat wire, Bindings bindings) {
    this.bot = bot;
    this.wire = wire;
    this.bindings = bindings;
  }

  /**
   * A page of rows.
   *
   * @param next where the next page starts; null if there is none
   */
  record Page(List<EntryRow> rows, @Nullable Long next) {}

  Page page(Session session, Filter filter, long before, int limit) throws SQLException {
    List<EntryRow> found = new ArrayList<>();
    List<Long> ids = candidates(session, filter, before, MOST_LOOKED_AT);
    for (long id : ids) {
      Optional<EntryRow> row =
          EntryRow.of(session, id).filter(candidate -> fits(filter, candidate));
      row.ifPresent(found::add);
      if (found.size() == limit) {
        return new Page(found, id);
      }
    }
    return new Page(found, ids.size() < MOST_LOOKED_AT ? null : ids.get(ids.size() - 1));
  }

  /** The ids of candidates, to which the filter still has to be applied. */
  private List<Long> candidates(Session session, Filter filter, long before, int limit)
      throws SQLException {
    if (filter.eid() != null) {
      return withEid(session, filter.topic(), filter.kind(), filter.eid(), before);
    }
    if (filter.telegramUserId() != null) {
      return ofLane(session, laneOf(filter.topic(), filter.telegramUserId()), before, limit);
    }
    if (filter.uid() != null) {
      return withUid(session, filter.topic(), new ClickId(filter.uid()), before, limit);
    }
    if (filter.state() == State.REFUSED) {
      return FlaggedTable.ids(session, filter.topic(), FlaggedTable.REFUSED, before, limit);
    }
    return session.all(OF_TOPIC, row -> row.getLong(1), filter.topic().name(), before, limit);
  }

  private static List<Long> withEid(
      Session session, Topic topic, @Nullable String kind, String eid, long before)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (String possible : kind == null ? kinds(topic) : List.of(kind)) {
      KeyHash key = KeyHash.of(topic, possible + "/" + eid);
      EntryTable.id(session, key).filter(id -> id < before).ifPresent(ids::add);
    }
    return ids.stream().sorted(Comparator.reverseOrder()).toList();
  }

  private static List<String> kinds(Topic topic) {
    if (topic.kind().equals(Topic.INBOX)) {
      return List.of("update");
    }
    if (topic.kind().equals(Topic.OPERATOR_EVENTS)) {
      return Stream.of(OperatorEvent.Kind.values()).map(OperatorEvent.Kind::word).toList();
    }
    return Stream.concat(
            Stream.of(Bind.KIND), Stream.of(EventName.values()).map(EventName::wireName))
        .toList();
  }

  private List<Long> withUid(Session session, Topic topic, ClickId uid, long before, int limit)
      throws SQLException {
    List<Long> ids =
        new ArrayList<>(
            ofLane(session, KeyHash.of(topic, LaneName.of(uid).value()).high(), before, limit));
    Optional<UserId> owner = bindings.ownerOf(session, uid);
    if (owner.isPresent()) {
      ids.addAll(ofLane(session, laneOf(topic, owner.get().value()), before, limit));
    }
    return ids.stream().sorted(Comparator.reverseOrder()).limit(limit).toList();
  }

  private static List<Long> ofLane(Session session, long laneNo, long before, int limit)
      throws SQLException {
    return session.all(OF_LANE, row -> row.getLong(1), laneNo, before, limit);
  }

  /** A user's updates are in the lane of their private chat, whose id equals the user's id. */
  static long laneOf(Topic topic, long user) {
    boolean updates = topic.kind().equals(Topic.INBOX);
    LaneName lane = updates ? LaneName.ofChat(user) : LaneName.ofUser(user);
    return KeyHash.of(topic, lane.value()).high();
  }

  private boolean fits(Filter filter, EntryRow row) {
    return row.topic().equals(filter.topic())
        && (filter.state() == null || filter.state() == row.state())
        && (filter.kind() == null || filter.kind().equals(row.kind()))
        && (filter.eid() == null || filter.eid().equals(row.eid()))
        && (filter.telegramUserId() == null || isOf(filter.telegramUserId(), row))
        && (filter.uid() == null || filter.uid().equals(uidOf(row)))
        && (filter.reason() == null || contains(row.reason(), filter.reason()));
  }

  private static boolean isOf(long user, EntryRow row) {
    return KeyHash.of(row.topic(), row.lane()).high() == laneOf(row.topic(), user);
  }

  private static boolean contains(@Nullable String reason, String part) {
    return reason != null
        && reason.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** The events recorded for a user, oldest first. */
  public List<Recorded> timeline(Session session, UserId user, int limit) throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (Topic topic : List.of(Topic.OUTBOX, Topic.OPERATOR_EVENTS)) {
      ids.addAll(
          session.all(
              "SELECT id FROM entry WHERE lane_no = ? ORDER BY lane_no, id LIMIT ?",
              row -> row.getLong(1),
              laneOf(topic.of(bot), user.value()),
              limit));
    }
    List<Recorded> timeline = new ArrayList<>();
    for (long id : ids.stream().sorted().limit(limit).toList()) {
      EntryRow.of(session, id).map(this::shown).ifPresent(timeline::add);
    }
    return timeline;
  }

  /** The lanes of all queues that may hold something about a user. */
  List<Long> lanesOf(UserId user, List<ClickId> uids) {
    List<Long> lanes = new ArrayList<>();
    for (Topic kind :
        List.of(Topic.OUTBOX, Topic.INBOX, Topic.CONVERSIONS, Topic.OPERATOR_EVENTS)) {
      Topic topic = kind.of(bot);
      lanes.add(laneOf(topic, user.value()));
      uids.forEach(uid -> lanes.add(KeyHash.of(topic, LaneName.of(uid).value()).high()));
    }
    return lanes;
  }

  /** Converts a row to what operators see. */
  Recorded shown(EntryRow row) {
    return new Recorded(
        row.id(),
        row.kind(),
        row.eid(),
        userOf(row),
        uidOf(row),
        row.amount(),
        row.state(),
        row.attempts(),
        row.reason(),
        Instant.ofEpochMilli(row.recordedAtMs()),
        instant(row.settledAtMs()),
        instant(row.nextTrialAtMs()));
  }

  private static @Nullable Instant instant(@Nullable Long epochMillis) {
    return epochMillis == null ? null : Instant.ofEpochMilli(epochMillis);
  }

  private static @Nullable Long userOf(EntryRow row) {
    return new LaneName(row.lane()).userId().orElse(null);
  }

  private @Nullable String uidOf(EntryRow row) {
    Optional<String> ofLane = new LaneName(row.lane()).uid();
    if (ofLane.isPresent()) {
      return ofLane.get();
    }
    return row.topic().kind().equals(Topic.OUTBOX) && row.body() != null
        ? wire.uidIn(Objects.requireNonNull(row.body()))
        : null;
  }
}
