package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.EntryAppender;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The lanes in a PostgreSQL database that other processes may share. */
final class PostgresLanes implements Lanes {
  private final PostgresWriter recorder;
  private final PostgresWriter consumer;
  private final PostgresListener listener;
  private final PostgresLeases leases;
  private final EntryAppender appender;
  private final PostgresClaiming claiming;
  private final PostgresSettling settling;
  private final PostgresSuspects suspects;
  private final PostgresQuarantine quarantine;
  private final EntryEditor editor;

  private final PostgresBooks books;

  PostgresLanes(
      PostgresWriter recorder,
      PostgresWriter consumer,
      PostgresListener listener,
      PostgresLeases leases,
      EntryAppender appender,
      PostgresClaiming claiming,
      PostgresSettling settling,
      PostgresSuspects suspects,
      PostgresQuarantine quarantine,
      EntryEditor editor) {
    this.recorder = recorder;
    this.consumer = consumer;
    this.listener = listener;
    this.leases = leases;
    this.appender = appender;
    this.claiming = claiming;
    this.settling = settling;
    this.suspects = suspects;
    this.quarantine = quarantine;
    this.editor = editor;
    this.books = new PostgresBooks(consumer);
  }

  @Override
  public CompletableFuture<List<Appended>> append(List<NewEntry> entries) {
    return recorder.submit(tx -> appender.append(tx, entries));
  }

  @Override
  public CompletableFuture<List<Entry>> claim(Topic topic, int limit) {
    return consumer.submit(tx -> claiming.claim(tx, topic, limit));
  }

  @Override
  public CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit) {
    return consumer.submit(tx -> quarantine.claim(tx, topic, latestMs, limit));
  }

  @Override
  public CompletableFuture<Optional<Suspicion>> begin(Entry entry) {
    return consumer.submit(tx -> suspects.begin(tx, entry));
  }

  @Override
  public CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion) {
    return consumer.submit(
        tx -> {
          quarantine.suspect(tx, entry, suspicion);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> end(Entry entry) {
    return consumer.submit(
        tx -> {
          settling.write(tx);
          quarantine.end(tx, entry);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return consumer.submit(
        tx -> {
          for (Settlement settlement : settlements) {
            if (settlement.isFinal()) {
              quarantine.letWait(tx, settlement.entry());
            }
            settling.settle(tx, settlement);
          }
          return null;
        });
  }

  @Override
  public CompletableFuture<OptionalLong> nextDue(Topic topic) {
    return consumer.submit(
        tx -> {
          settling.write(tx);
          return claiming.nextDue(tx, topic);
        });
  }

  @Override
  public CompletableFuture<Integer> clampDue(Topic topic, long latestMs) {
    return consumer.submit(
        tx -> {
          List<Long> held = leases.claims(topic).clamp(tx, latestMs);
          held.forEach(lane -> leases.giveBack(tx, topic, lane, tx.nowMs()));
          return held.size() + LaneTable.clampDue(tx, topic, latestMs);
        });
  }

  @Override
  public CompletableFuture<Boolean> retry(Topic topic, String key) {
    return consumer.submit(tx -> retry(tx, KeyHash.of(topic, key)));
  }

  private boolean retry(Transaction tx, KeyHash key) throws SQLException {
    settling.write(tx);
    Optional<Long> id = EntryTable.id(tx.session(), key);
    Optional<EntryRow> row =
        id.isPresent() ? EntryRow.of(tx.session(), id.get()) : Optional.empty();
    return row.isPresent() && editor.retry(tx, row.get()) == EntryEditor.Outcome.CHANGED;
  }

  @Override
  public Books books(Topic topic) {
    return books.of(topic);
  }

  @Override
  public void onDue(Topic topic, Runnable wake) {
    listener.onDue(topic, wake);
  }
}
