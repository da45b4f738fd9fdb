package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.store.queue.ConversionSink;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.EntryAppender;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.EventStaging;
import io.botfunnel.tracking.internal.store.queue.PublishedVerdict;
import io.botfunnel.tracking.internal.store.queue.Purger;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that several processes share. One writer records, so that no hook waits for
 * a query on the tables; another processes entries. Safe for use from any thread.
 */
public final class PostgresEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(PostgresEngine.class);

  private final PostgresPool pool;
  private final PostgresHeartbeat worker;
  private final PostgresWriter recorder;
  private final PostgresWriter consumer;
  private final PostgresListener listener;
  private final PostgresStagedEvents stagedEvents;
  private final EventStaging staging;
  private final PostgresSettling settling;
  private final EntryAppender appender = new EntryAppender(new PostgresAppendTarget());
  private final EntryEditor editor;
  private final PostgresVerdicts verdicts;
  private final PostgresLanes lanes;

  /**
   * Opens the database, creating its tables if there are none.
   *
   * @param lease how long this process keeps its lanes after its last heartbeat
   * @throws OutboxUnavailableException if it cannot be opened; the message says why and what to do
   */
  public static PostgresEngine open(String url, Retention retention, Duration lease, Clock clock) {
    requireLibraries();
    PostgresUrl.require(url).risk().ifPresent(risk -> log.warn("{}. {}", risk, PostgresUrl.SAFE));
    return new PostgresEngine(url, retention, lease, clock);
  }

  /**
   * Whether the tables exist.
   *
   * @throws OutboxUnavailableException if that cannot be determined, or they could not be created
   */
  public static boolean exists(String url) {
    requireLibraries();
    try (PostgresPool pool = new PostgresPool(url, PostgresHeartbeat.LEASE)) {
      return pool.hasTables();
    }
  }

  /**
   * @throws IllegalArgumentException if the author has not added the libraries
   */
  static void requireLibraries() {
    try {
      Class.forName("org.postgresql.Driver");
      Class.forName("com.zaxxer.hikari.HikariDataSource");
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "tracking.outbox.url names PostgreSQL, whose libraries are not on the class path."
              + " Add org.postgresql:postgresql, com.zaxxer:HikariCP and"
              + " org.flywaydb:flyway-database-postgresql",
          e);
    }
  }

  private PostgresEngine(String url, Retention retention, Duration lease, Clock clock) {
    this.pool = new PostgresPool(url, lease);
    this.listener = new PostgresListener(pool);
    this.worker = new PostgresHeartbeat(lease);
    PostgresLeases leases = new PostgresLeases(worker);
    PostgresSuspects suspects = new PostgresSuspects(worker, leases);
    this.settling = new PostgresSettling(leases, suspects);
    PostgresConsumerRole consumerRole =
        new PostgresConsumerRole(worker, leases, settling, new Purger(retention));
    try {
      this.recorder = writer("recorder", new PostgresRecorderRole(), clock);
      this.consumer = writer("consumer", consumerRole, clock);
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
    this.stagedEvents = new PostgresStagedEvents(recorder);
    listener.onDue(Topic.named(PostgresStagingTarget.NOTIFICATION), stagedEvents::look);
    this.staging = new EventStaging(new PostgresStagingTarget(consumer, PostgresUrl.shown(url)));
    this.editor = new EntryEditor(new PostgresLaneOwnership(worker, leases, suspects, settling));
    this.lanes =
        new PostgresLanes(
            recorder,
            consumer,
            listener,
            leases,
            appender,
            new PostgresClaiming(worker, leases, settling),
            settling,
            suspects,
            new PostgresQuarantine(suspects, leases, editor),
            editor);
    this.verdicts = new PostgresVerdicts(worker, consumer, lease);
    listener.start();
  }

  private PostgresWriter writer(String name, PostgresWriter.Role role, Clock clock) {
    Dialect dialect = new PostgresDialect(ThreadLocalRandom.current().nextLong());
    return new PostgresWriter(name, pool, dialect, role, listener::wake, clock);
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  @Override
  public EntryAppender appender() {
    return appender;
  }

  @Override
  public EntryEditor editor() {
    return editor;
  }

  @Override
  public void readStaged(BotName bot, ConversionSink sink) {
    stagedEvents.add(bot, sink);
  }

  @Override
  public EventStaging staging() {
    return staging;
  }

  @Override
  public DataSource dataSource() {
    return pool.authors();
  }

  @Override
  public <T> CompletableFuture<T> record(TransactionWork<T> work) {
    return recorder.submit(work);
  }

  @Override
  public <T> CompletableFuture<T> look(TransactionWork<T> work) {
    return consumer.submit(
        tx -> {
          settling.write(tx);
          return work.run(tx);
        });
  }

  @Override
  public <T> CompletableFuture<T> lookAtAll(TransactionWork<T> work) {
    return look(work);
  }

  @Override
  public OptionalLong oldestUnflushedAtMs(Topic topic) {
    return OptionalLong.empty();
  }

  @Override
  public void flush(TransactionWork<Set<Long>> lanesToFlush) {
    // Entries are in the tables from the start
  }

  @Override
  public int others() {
    return Futures.await(consumer.submit(tx -> worker.others(tx.session())));
  }

  @Override
  public void publishVerdict(BotName bot, Supplier<String> verdict) {
    verdicts.of(bot, verdict);
  }

  @Override
  public void withdrawVerdict(BotName bot) {
    verdicts.withdraw(bot);
  }

  @Override
  public List<PublishedVerdict> otherVerdicts(BotName bot) {
    return Futures.await(consumer.submit(tx -> verdicts.others(tx.session(), bot)));
  }

  @Override
  public List<String> wipe() {
    return new PostgresVacuum(pool).run();
  }

  @Override
  public void backup(Path copy, TransactionWork<@Nullable Void> first) {
    throw new IllegalArgumentException(
        "backup '%s': the outbox is in PostgreSQL, which has its own. Use pg_dump, or the backups of your PostgreSQL"
            .formatted(copy));
  }

  @Override
  public void close() {
    verdicts.close();
    recorder.close();
    consumer.close();
    listener.close();
    pool.close();
  }
}
