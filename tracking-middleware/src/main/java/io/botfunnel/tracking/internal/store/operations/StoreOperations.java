package io.botfunnel.tracking.internal.store.operations;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.Recorder;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.table.AboveCeiling;
import io.botfunnel.tracking.internal.store.table.AuditTable;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.internal.store.table.Conflicts;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.FunnelTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The queries and actions for operators, each run as a piece of the writer's work. */
public final class StoreOperations implements Operations {
  /** Rows changed per step: so many delay a hook by a few hundredths of a second. */
  private static final int A_STEP = 200;

  private final BotName bot;
  private final Engine engine;
  private final Bindings bindings;
  private final EntryEditor editor;
  private final EntryQueries queries;
  private final Recorder recorder;

  public StoreOperations(
      BotName bot, Engine engine, Bindings bindings, EntryQueries queries, Recorder recorder) {
    this.bot = bot;
    this.engine = engine;
    this.bindings = bindings;
    this.editor = engine.editor();
    this.queries = queries;
    this.recorder = recorder;
  }

  private <T> T look(TransactionWork<T> work) {
    return Futures.await(engine.look(work));
  }

  @Override
  public Books books(Topic topic) {
    return engine.lanes().books(topic.of(bot));
  }

  @Override
  public Optional<Instant> oldestWaiting() {
    Optional<Instant> flushed = Futures.await(engine.record(this::oldestFlushed));
    OptionalLong unflushed =
        flushed.isPresent() ? OptionalLong.empty() : engine.oldestUnflushedAtMs(outbox());
    return unflushed.isPresent()
        ? Optional.of(Instant.ofEpochMilli(unflushed.getAsLong()))
        : flushed;
  }

  private Topic outbox() {
    return Topic.OUTBOX.of(bot);
  }

  /** Names the bot in the audit, which covers all bots. */
  private String ofBot() {
    return bot.isUnnamed() ? "" : " of bot " + bot;
  }

  private FunnelTable funnel(Transaction tx) {
    return new FunnelTable(tx.session(), bot);
  }

  private Optional<Instant> oldestFlushed(Transaction tx) throws SQLException {
    Optional<Long> head = LaneTable.lowestHead(tx.session(), outbox());
    return head.isPresent()
        ? EntryTable.appendedFrom(tx.session(), head.get()).map(Instant::ofEpochMilli)
        : Optional.empty();
  }

  @Override
  public List<Quarantined> quarantined() {
    return Futures.await(engine.record(tx -> SuspectTable.quarantined(tx.session(), bot)));
  }

  @Override
  public Funnel funnel(Period period) {
    return look(tx -> FunnelReports.funnel(funnel(tx), period, tx.nowMs()));
  }

  @Override
  public List<StalledStep> stalledSteps() {
    return look(tx -> FunnelReports.stalledSteps(funnel(tx), tx.nowMs()));
  }

  @Override
  public EntryPage list(Filter which, long before, int limit) {
    return look(
        tx -> {
          EntryQueries.Page page = queries.page(tx.session(), which.of(bot), before, limit);
          return new EntryPage(page.rows().stream().map(queries::shown).toList(), page.next());
        });
  }

  @Override
  public List<Recorded> unmatched(int limit) {
    return look(
        tx -> {
          List<Recorded> unmatched = new ArrayList<>();
          for (long id :
              FlaggedTable.ids(
                  tx.session(), outbox(), FlaggedTable.UNMATCHED, Long.MAX_VALUE, limit)) {
            EntryRow.of(tx.session(), id).map(queries::shown).ifPresent(unmatched::add);
          }
          return unmatched;
        });
  }

  @Override
  public List<Conflict> conflicts(int limit) {
    return look(tx -> new Conflicts(bot).latest(tx.session(), limit));
  }

  @Override
  public Optional<EntryDetail> show(Topic topic, String kind, String eid) {
    return look(
        tx -> {
          Optional<Long> id =
              EntryTable.id(tx.session(), KeyHash.of(topic.of(bot), kind + "/" + eid));
          Optional<EntryRow> row =
              id.isPresent() ? EntryRow.of(tx.session(), id.get()) : Optional.empty();
          return row.map(found -> new EntryDetail(queries.shown(found), found.body()));
        });
  }

  @Override
  public Optional<Long> userOf(String uid) {
    ClickId click = new ClickId(uid);
    return look(tx -> bindings.ownerOf(tx.session(), click).map(UserId::value));
  }

  @Override
  public List<String> uidsOf(long telegramUserId) {
    UserId user = new UserId(telegramUserId);
    return look(tx -> bindings.uidsOf(tx.session(), user).stream().map(ClickId::value).toList());
  }

  @Override
  public BulkResult retry(Filter which, long before, String who) {
    return look(
        tx ->
            changeAll(
                tx,
                which,
                before,
                who,
                "sent again",
                (work, row) ->
                    mayChange(which, row)
                        ? editor.retry(work, row)
                        : EntryEditor.Outcome.NOT_ALLOWED));
  }

  @Override
  public BulkResult erase(Filter which, long before, String who) {
    return look(tx -> changeAll(tx, which, before, who, "erased", editor::drop));
  }

  /** A deposit above the ceiling is sent only by id or reason, never along with all others. */
  private static boolean mayChange(Filter which, EntryRow row) {
    return which.eid() != null || which.reason() != null || !AboveCeiling.is(row);
  }

  /** A change to one row. */
  private interface Change {
    EntryEditor.Outcome apply(Transaction tx, EntryRow row) throws SQLException;
  }

  private BulkResult changeAll(
      Transaction tx, Filter which, long before, String who, String what, Change change)
      throws SQLException {
    EntryQueries.Page page = queries.page(tx.session(), which.of(bot), before, A_STEP);
    int changed = 0;
    int busy = 0;
    for (EntryRow row : page.rows()) {
      switch (change.apply(tx, row)) {
        case CHANGED -> changed++;
        case BUSY -> busy++;
        case NOT_ALLOWED -> {}
      }
    }
    if (changed > 0) {
      AuditTable.add(tx, who, "%s: %,d of %s".formatted(what, changed, which.of(bot)));
    }
    return new BulkResult(changed, busy, page.next());
  }

  @Override
  public ErasureResult erasePerson(long telegramUserId, String who) {
    UserId user = new UserId(telegramUserId);
    engine.flush(tx -> lanesOf(tx, user));
    PersonEraser eraser = new PersonEraser(bot, queries, bindings, editor);
    ErasureResult erased =
        Futures.await(
            engine.lookAtAll(
                tx -> {
                  ErasureResult done = eraser.erase(tx, user);
                  AuditTable.add(
                      tx, who, "forgot a person%s: %,d entries".formatted(ofBot(), done.entries()));
                  return done;
                }));
    return erased.leaving(engine.wipe());
  }

  private Set<Long> lanesOf(Transaction tx, UserId user) throws SQLException {
    return Set.copyOf(queries.lanesOf(user, bindings.uidsOf(tx.session(), user)));
  }

  @Override
  public Receipt recordTest(Subject subject, Money money, String id, String who) {
    return Futures.await(
        engine.record(
            tx -> {
              Instant now = Instant.ofEpochMilli(tx.nowMs());
              Receipt receipt =
                  recorder.recordTest(tx, Conversion.deposit(subject, "test-" + id, money, now));
              AuditTable.add(
                  tx, who, "recorded a test deposit%s: %s".formatted(ofBot(), receipt.eid()));
              return receipt;
            }));
  }

  @Override
  public List<AuditEntry> audit(int limit) {
    return look(tx -> AuditTable.latest(tx.session(), limit));
  }

  @Override
  public void backup(Path file, String who) {
    engine.backup(
        file,
        tx -> {
          AuditTable.add(tx, who, "backup to " + file);
          return null;
        });
  }
}
