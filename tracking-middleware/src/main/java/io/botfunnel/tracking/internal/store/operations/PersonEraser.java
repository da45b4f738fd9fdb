package io.botfunnel.tracking.internal.store.operations;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.AuditTable;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.internal.store.table.Conflicts;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FunnelTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.StagedTable;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Erases what the tables hold about a person as the user of one bot. Used within a transaction. */
final class PersonEraser {
  private final BotName bot;
  private final EntryQueries queries;
  private final Bindings bindings;
  private final EntryEditor editor;
  private final Conflicts conflicts;

  PersonEraser(BotName bot, EntryQueries queries, Bindings bindings, EntryEditor editor) {
    this.bot = bot;
    this.queries = queries;
    this.bindings = bindings;
    this.editor = editor;
    this.conflicts = new Conflicts(bot);
  }

  /** Erases the person, once everything recorded about them is in the tables. */
  ErasureResult erase(Transaction tx, UserId user) throws SQLException {
    // Even if nothing is known any more: purged data may still be in the files
    tx.mustBeWiped();
    List<ClickId> uids = bindings.uidsOf(tx.session(), user);
    int erased = eraseStaged(tx, user, uids);
    int busy = 0;
    for (EntryRow row : rows(tx.session(), user, uids)) {
      if (erase(tx, row)) {
        erased++;
      } else {
        busy++;
      }
    }
    for (EntryRow row : elsewhere(tx.session(), user)) {
      // What waits in a group chat belongs to others too, and its handler gets it soon
      if (row.waits() || !erase(tx, row)) {
        busy++;
      } else {
        erased++;
      }
    }
    AuditTable.erase(tx.session(), names(user, uids));
    if (busy == 0) {
      bindings.erase(tx.session(), user);
      conflicts.erase(tx.session(), user, uids);
      long lane = EntryQueries.laneOf(Topic.OUTBOX.of(bot), user.value());
      FunnelTable.eraseDepositor(tx.session(), lane);
    }
    return new ErasureResult(erased, busy == 0 ? uids.size() : 0, busy);
  }

  /**
   * Deletes staged events. The lock keeps others from reading them; those read before are found
   * later.
   */
  private int eraseStaged(Transaction tx, UserId user, List<ClickId> uids) throws SQLException {
    tx.session().dialect().lock(tx.session(), StagedTable.NAME);
    int erased = StagedTable.erase(tx.session(), bot, user, uids);
    if (erased > 0) {
      tx.mustBeForced();
    }
    return erased;
  }

  /** All rows in the user's lanes and in those of their clicks. */
  private List<EntryRow> rows(Session session, UserId user, List<ClickId> uids)
      throws SQLException {
    List<EntryRow> rows = new ArrayList<>();
    for (long lane : queries.lanesOf(user, uids)) {
      for (long id :
          session.all("SELECT id FROM entry WHERE lane_no = ?", r -> r.getLong(1), lane)) {
        EntryRow.of(session, id).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /** Updates of other chats that name the person, such as those of a group. */
  private List<EntryRow> elsewhere(Session session, UserId user) throws SQLException {
    Topic inbox = Topic.INBOX.of(bot);
    long own = EntryQueries.laneOf(inbox, user.value());
    List<EntryRow> rows = new ArrayList<>();
    for (long id : EntryTable.naming(session, inbox, user.toString())) {
      EntryRow.of(session, id)
          .filter(row -> KeyHash.of(inbox, row.lane()).high() != own)
          .ifPresent(rows::add);
    }
    return rows;
  }

  private static List<String> names(UserId user, List<ClickId> uids) {
    return Stream.concat(Stream.of(user.toString()), uids.stream().map(ClickId::value)).toList();
  }

  private boolean erase(Transaction tx, EntryRow row) throws SQLException {
    if (editor.erase(tx, row) == EntryEditor.Outcome.BUSY) {
      return false;
    }
    tx.mustBeForced();
    conflicts.erase(tx.session(), row.kind(), row.eid());
    EntryTable.anonymize(tx.session(), row.id(), row.topic(), row.kind());
    return true;
  }
}
