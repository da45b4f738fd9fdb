package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.util.List;

/** The statements on the table of events that authors stage in their own transactions. */
public final class StagedTable {
  public static final String NAME = "staged";

  private StagedTable() {}

  /** An event that an author has committed. */
  public record Row(long id, String body) {}

  /** The oldest readable rows of a bot, in the order in which they were staged. */
  public static List<Row> oldest(Session session, BotName bot, int limit) throws SQLException {
    return session.all(
        "SELECT id, body FROM staged WHERE bot = ? AND reason IS NULL ORDER BY id LIMIT ?",
        row -> new Row(row.getLong(1), row.getString(2)),
        bot.value(),
        limit);
  }

  public static void delete(Session session, List<Long> ids) throws SQLException {
    session.batch(
        "DELETE FROM staged WHERE id = ?", ids.stream().map(id -> new Object[] {id}).toList());
  }

  /** Excludes a row from further reading, with the reason. */
  public static void refuse(Session session, long id, String reason) throws SQLException {
    session.update("UPDATE staged SET reason = ? WHERE id = ?", reason, id);
  }

  /** Deletes the rows of a user and of their clicks; returns how many. */
  public static int erase(Session session, BotName bot, UserId user, List<ClickId> uids)
      throws SQLException {
    int erased = erase(session, bot, LaneName.of(user).value());
    for (ClickId uid : uids) {
      erased += erase(session, bot, LaneName.of(uid).value());
    }
    return erased;
  }

  private static int erase(Session session, BotName bot, String lane) throws SQLException {
    return session.update("DELETE FROM staged WHERE bot = ? AND lane = ?", bot.value(), lane);
  }
}
