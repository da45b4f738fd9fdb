package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import io.botfunnel.tracking.internal.store.queue.PublishedVerdict;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the verdicts of this process's bots beside its worker's row, and reads those of other
 * processes. A thread of its own asks the bots: an answer may wait for the outbox, which the
 * writer's thread must not. Safe for use from any thread.
 */
final class PostgresVerdicts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresVerdicts.class);

  private static final int TIMES_PER_LEASE = 5;

  /** The wait for the first verdict if the outbox is slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String NOW_MS = PostgresHeartbeat.NOW_MS;

  /** If the worker's row is gone, its next heartbeat restores it, and a later verdict succeeds. */
  private static final String PUBLISH =
      "INSERT INTO worker_verdict (worker_id, bot, process, verdict, since_ms, fresh_until_ms)"
          + " SELECT id, ?, ?, ?, "
          + NOW_MS
          + ", "
          + NOW_MS
          + " + ? FROM worker WHERE id = ? ON CONFLICT (worker_id, bot) DO UPDATE SET"
          + " fresh_until_ms = EXCLUDED.fresh_until_ms, verdict = EXCLUDED.verdict, since_ms ="
          + " CASE WHEN worker_verdict.verdict = EXCLUDED.verdict THEN worker_verdict.since_ms"
          + " ELSE EXCLUDED.since_ms END";

  private static final String OTHERS =
      "SELECT said.process, said.verdict, said.since_ms, said.fresh_until_ms > "
          + NOW_MS
          + " FROM worker JOIN worker_verdict said ON said.worker_id = worker.id"
          + " WHERE worker.id <> ? AND worker.lease_until_ms > "
          + NOW_MS
          + " AND said.bot = ? ORDER BY said.since_ms, worker.id";

  private static final int LONGEST_NAME = 200;

  private final PostgresHeartbeat worker;
  private final PostgresWriter consumer;
  private final Duration freshFor;
  private final Map<BotName, Supplier<String>> bots = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor scheduler;

  PostgresVerdicts(PostgresHeartbeat worker, PostgresWriter consumer, Duration lease) {
    this.worker = worker;
    this.consumer = consumer;
    this.freshFor = lease.multipliedBy(2);
    this.scheduler = new ScheduledThreadPoolExecutor(1, DaemonThread.factory("botfunnel-verdict"));
    long everyMs = lease.toMillis() / TIMES_PER_LEASE;
    scheduler.scheduleWithFixedDelay(this::publish, everyMs, everyMs, TimeUnit.MILLISECONDS);
  }

  /** Created on first use, since the host name may require a network lookup. */
  private static final class Self {
    private static final String NAME = name();

    private static String name() {
      String all = ProcessHandle.current().pid() + "@" + machine();
      return all.substring(0, Math.min(all.length(), LONGEST_NAME));
    }

    private static String machine() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "unknown";
      }
    }
  }

  /**
   * Publishes a bot's verdict from now on. It waits for the first one, but not for long, so that a
   * command that is run next knows that the bot runs.
   *
   * @param verdict answers within seconds
   */
  void of(BotName bot, Supplier<String> verdict) {
    bots.put(bot, verdict);
    CompletableFuture<Void> published =
        CompletableFuture.runAsync(() -> publish(bot, verdict), scheduler);
    try {
      published.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The first verdict of bot '{}' is late", bot, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops publishing a bot's verdict, and deletes what was published. */
  void withdraw(BotName bot) {
    if (bots.remove(bot) != null) {
      consumer.submit(
          tx ->
              tx.session()
                  .update(
                      "DELETE FROM worker_verdict WHERE worker_id = ? AND bot = ?",
                      worker.id(),
                      bot.value()));
    }
  }

  private void publish() {
    bots.forEach(this::publish);
  }

  private void publish(BotName bot, Supplier<String> verdict) {
    try {
      String word = verdict.get();
      String process = Self.NAME;
      consumer.submit(tx -> write(tx.session(), bot, process, word)).join();
    } catch (CompletionException e) {
      log.debug("The verdict of bot '{}' was not recorded; retrying", bot, e);
    } catch (RuntimeException e) {
      // The published verdict grows old, and then counts as hung
      log.warn("The verdict of bot '{}' cannot be determined; retrying", bot, e);
    }
  }

  /** Writes a verdict, unless the bot has left meanwhile. */
  private @Nullable Void write(Session session, BotName bot, String process, String word)
      throws SQLException {
    if (bots.containsKey(bot)) {
      session.update(PUBLISH, bot.value(), process, word, freshFor.toMillis(), worker.id());
    }
    return null;
  }

  /** The verdicts of other live processes on a bot, longest-standing first. */
  List<PublishedVerdict> others(Session session, BotName bot) throws SQLException {
    return session.all(
        OTHERS,
        row ->
            new PublishedVerdict(
                row.getString(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getBoolean(4)),
        worker.id(),
        bot.value());
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
