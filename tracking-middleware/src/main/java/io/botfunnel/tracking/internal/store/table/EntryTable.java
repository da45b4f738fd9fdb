package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements on the table of entries. */
public final class EntryTable {
  public static final int LONGEST_REASON = 400;

  /** The column's length; a Telegram update is far shorter. */
  public static final int LONGEST_BODY = 1_000_000;

  // The ORDER BY repeats the whole index from its first column; otherwise H2 sorts the lane's
  // history.
  public static final String RUN =
      "SELECT id, lane, kind, entry_key, body, attempts, appended_at_ms FROM entry"
          + " WHERE lane_no = ? AND id >= ?"
          + " AND NOT EXISTS (SELECT 1 FROM settled WHERE settled.id = entry.id)"
          + " ORDER BY lane_no, id LIMIT ?";

  public static final String KEY =
      "SELECT fingerprint FROM entry WHERE key_high = ? AND key_low = ?";

  private static final String WAITING_NAMING =
      "SELECT e.id, e.body FROM lane l JOIN entry e ON e.lane_no = l.lane_no AND e.id >= l.head_id"
          + " WHERE l.topic = ? AND e.body LIKE ? ESCAPE '!'";

  private static final String REFUSED_NAMING =
      "SELECT e.id, e.body FROM flagged f JOIN entry e ON e.id = f.id"
          + " WHERE f.topic = ? AND f.flag = 'refused' AND e.body LIKE ? ESCAPE '!'";

  private static final String ANONYMOUS = "forgotten";

  private EntryTable() {}

  /** The fingerprint of a known key. */
  public static Optional<String> fingerprint(Session session, KeyHash key) throws SQLException {
    return session.first(KEY, row -> row.getString(1), key.high(), key.low());
  }

  /** The lane of a known key. */
  public static Optional<String> lane(Session session, KeyHash key) throws SQLException {
    return session.first(
        "SELECT lane FROM entry WHERE key_high = ? AND key_low = ?",
        row -> row.getString(1),
        key.high(),
        key.low());
  }

  /** The ids of a lane's refused entries. */
  static List<Long> refusedOf(Session session, Topic topic, long laneNo) throws SQLException {
    return session.all(
        "SELECT e.id FROM entry e JOIN flagged f ON f.id = e.id"
            + " WHERE e.lane_no = ? AND f.topic = ? AND f.flag = 'refused'",
        row -> row.getLong(1),
        laneNo,
        topic.name());
  }

  /** The ids in the range of these that were ever written to the tables and are still known. */
  public static Set<Long> known(Session session, LongSummaryStatistics ids) throws SQLException {
    return ids.getCount() == 0 ? Set.of() : known(session, ids.getMin(), ids.getMax());
  }

  /** The ids of a range that were ever written to the tables and are still known. */
  public static Set<Long> known(Session session, long from, long to) throws SQLException {
    return new HashSet<>(
        session.all(
            "SELECT id FROM entry WHERE id BETWEEN ?1 AND ?2"
                + " UNION ALL SELECT id FROM purged WHERE id BETWEEN ?1 AND ?2",
            row -> row.getLong(1),
            from,
            to));
  }

  /** When the first entry with this id or a higher one was appended, in epoch milliseconds. */
  public static Optional<Long> appendedFrom(Session session, long id) throws SQLException {
    return session.first(
        "SELECT appended_at_ms FROM entry WHERE id >= ? ORDER BY id LIMIT 1",
        row -> row.getLong(1),
        id);
  }

  /** The highest known id; 0 if there is none. */
  public static long lastId(Session session) throws SQLException {
    return session
        .first(
            "SELECT GREATEST((SELECT COALESCE(MAX(id), 0) FROM entry),"
                + " (SELECT COALESCE(MAX(id), 0) FROM purged))",
            row -> row.getLong(1))
        .orElse(0L);
  }

  public static void insert(Session session, PendingEntry pending) throws SQLException {
    Entry entry = pending.entry();
    KeyHash key = KeyHash.of(entry.topic(), entry.key());
    session.update(
        "INSERT INTO entry (id, topic, lane_no, lane, kind, entry_key, key_high, key_low,"
            + " fingerprint, attempts, body, appended_at_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id(),
        entry.topic().name(),
        pending.laneNo(),
        entry.lane(),
        entry.kind(),
        entry.key(),
        key.high(),
        key.low(),
        pending.fingerprint(),
        entry.attempts(),
        keepsBody(entry.topic(), pending.state()) ? cut(entry.body(), LONGEST_BODY) : null,
        entry.appendedAtMs());
  }

  /** The first waiting entries of a lane. */
  public static List<Entry> run(Session session, Topic topic, LaneTable.Due lane, int limit)
      throws SQLException {
    return session.all(
        RUN,
        row ->
            new Entry(
                row.getLong(1),
                topic,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getLong(7)),
        lane.laneNo(),
        lane.headId(),
        limit);
  }

  /** The id of the first entry that waits in a lane, from the given head on. */
  public static OptionalLong next(Session session, Topic topic, long laneNo, long headId)
      throws SQLException {
    return run(session, topic, new LaneTable.Due(laneNo, headId, 0), 1).stream()
        .mapToLong(Entry::id)
        .findFirst();
  }

  public static void putOff(Session session, Entry entry, @Nullable String reason)
      throws SQLException {
    session.update(
        "UPDATE entry SET attempts = ?, reason = ? WHERE id = ?",
        entry.attempts() + 1,
        cut(reason, LONGEST_REASON),
        entry.id());
  }

  /** Records that an entry ended. */
  public static void finish(Transaction tx, Entry entry, State state, @Nullable String reason)
      throws SQLException {
    TerminalState.write(tx, entry, state, reason, tx.nowMs());
    if (!keepsBody(entry.topic(), state)) {
      tx.session().update("UPDATE entry SET body = NULL WHERE id = ?", entry.id());
    }
  }

  /** The id of a known key. */
  public static Optional<Long> id(Session session, KeyHash key) throws SQLException {
    return session.first(
        "SELECT id FROM entry WHERE key_high = ? AND key_low = ?",
        row -> row.getLong(1),
        key.high(),
        key.low());
  }

  public static void eraseBody(Session session, long id) throws SQLException {
    session.update("UPDATE entry SET body = NULL, reason = NULL WHERE id = ?", id);
  }

  /** Removes the owner and the content of an entry; its key stays known by its hash. */
  public static void anonymize(Session session, long id, Topic topic, String kind)
      throws SQLException {
    session.update(
        "UPDATE entry SET lane_no = ?, lane = ?, entry_key = ?, body = NULL, reason = NULL"
            + " WHERE id = ?",
        KeyHash.of(topic, ANONYMOUS).high(),
        ANONYMOUS,
        kind + "/" + ANONYMOUS + "-" + id,
        id);
    session.update("UPDATE settled SET reason = NULL WHERE id = ?", id);
  }

  /**
   * The ids of entries in a queue that wait or were refused and whose body names a person, in any
   * lane.
   */
  public static List<Long> naming(Session session, Topic topic, String name) throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (String sql : List.of(WAITING_NAMING, REFUSED_NAMING)) {
      session.each(
          sql,
          row -> {
            if (names(row.getString(2), name)) {
              ids.add(row.getLong(1));
            }
          },
          topic.name(),
          containing(name));
    }
    return ids;
  }

  private static boolean names(String body, String name) {
    return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])")
        .matcher(body)
        .find();
  }

  /** A pattern for LIKE with {@code !} as its escape. */
  static String containing(String text) {
    return "%" + text.replaceAll("[!%_]", "!$0") + "%";
  }

  /** Lets a refused entry wait again, as if it had never been tried. */
  public static void reopen(Session session, long id) throws SQLException {
    session.update("UPDATE entry SET attempts = 0, reason = NULL WHERE id = ?", id);
  }

  public static boolean keepsBody(Topic topic, State state) {
    return topic.keepsBodies() || state == State.REFUSED || state == State.WAITING;
  }

  public static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest);
  }
}
