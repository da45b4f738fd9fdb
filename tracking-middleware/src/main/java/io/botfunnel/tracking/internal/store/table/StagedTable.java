package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.lane.LaneName;
import java.sql.SQLException;
import java.util.List;

/** The statements on the table of what authors hand over with transactions of their own. */
public final class StagedTable {
  public static final String NAME = "handed";

  private StagedTable() {}

  /** An event that an author has committed. */
  public record Row(long id, String body) {}

  /** Those of a bot that can be taken, in the order in which they were handed over. */
  public static List<Row> oldest(Session session, BotName bot, int limit) throws SQLException {
    return session.all(
        "SELECT id, body FROM handed WHERE bot = ? AND reason IS NULL ORDER BY id LIMIT ?",
        row -> new Row(row.getLong(1), row.getString(2)),
        bot.value(),
        limit);
  }

  public static void delete(Session session, List<Long> ids) throws SQLException {
    session.batch(
        "DELETE FROM handed WHERE id = ?", ids.stream().map(id -> new Object[] {id}).toList());
  }

  /** Leaves one alone from now on. */
  public static void setAside(Session session, long id, String reason) throws SQLException {
    session.update("UPDATE handed SET reason = ? WHERE id = ?", reason, id);
  }

  /** Deletes what is of a bot's user or of one of his clicks; how many. */
  public static int forget(Session session, BotName bot, UserId user, List<ClickId> uids)
      throws SQLException {
    int forgotten = forget(session, bot, LaneName.of(user).value());
    for (ClickId uid : uids) {
      forgotten += forget(session, bot, LaneName.of(uid).value());
    }
    return forgotten;
  }

  private static int forget(Session session, BotName bot, String lane) throws SQLException {
    return session.update("DELETE FROM handed WHERE bot = ? AND lane = ?", bot.value(), lane);
  }
}
