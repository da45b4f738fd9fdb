package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A running bot that each scrape observes. Not thread-safe: its owner locks. */
final class ScrapedBot implements AutoCloseable {
  /** Interval of small queries, which still use the outbox's single thread. */
  private static final Duration SHORT_INTERVAL = Duration.ofSeconds(1);

  /** Interval of sums over a day and a week, which change slowly. */
  private static final Duration LONG_INTERVAL = Duration.ofSeconds(15);

  private static final long TIMEOUT_MS = 1_000;

  private final Tracking tracking;
  private final BotState bot;
  private final Clock clock;
  private final RevenueGauges revenue;
  private final ExecutorService executor = Executors.newSingleThreadExecutor(ScrapedBot::thread);
  private final CachedQuery<BotSnapshot.OldestWaiting> oldestWaiting;
  private final CachedQuery<Funnel> funnel;
  private final CachedQuery<List<StalledStep>> stalledSteps;
  private final CachedQuery<List<Quarantined>> quarantined;
  private volatile BotSnapshot snapshot;

  /**
   * @param tags tags of each series
   */
  ScrapedBot(MeterRegistry registry, Tags tags, Tracking tracking, BotState bot, Clock clock) {
    Operations operations = tracking.operations();
    this.tracking = tracking;
    this.bot = bot;
    this.clock = clock;
    this.revenue = new RevenueGauges(registry, tags);
    this.oldestWaiting = cached(() -> oldestWaiting(operations), SHORT_INTERVAL);
    this.funnel = cached(() -> operations.funnel(Period.DAY), LONG_INTERVAL);
    this.stalledSteps = cached(operations::stalledSteps, LONG_INTERVAL);
    this.quarantined = cached(operations::quarantined, SHORT_INTERVAL);
    this.snapshot = takeSnapshot();
    new StateGauges(registry, tags, () -> snapshot).register();
  }

  private static BotSnapshot.OldestWaiting oldestWaiting(Operations operations) {
    return new BotSnapshot.OldestWaiting(operations.oldestWaiting().orElse(null));
  }

  private <T> CachedQuery<T> cached(Supplier<T> query, Duration interval) {
    return new CachedQuery<>(query, interval, clock, executor);
  }

  /**
   * Takes new snapshots. A figure that the outbox does not deliver within a second keeps its last
   * value.
   */
  static void refresh(List<ScrapedBot> bots) {
    await(
        CompletableFuture.allOf(
            bots.stream().map(ScrapedBot::refreshQueries).toArray(CompletableFuture[]::new)));
    bots.forEach(ScrapedBot::publish);
  }

  private CompletableFuture<Void> refreshQueries() {
    return CompletableFuture.allOf(
        oldestWaiting.refresh(), funnel.refresh(), stalledSteps.refresh(), quarantined.refresh());
  }

  private void publish() {
    snapshot = takeSnapshot();
    revenue.update(snapshot.funnel());
  }

  private BotSnapshot takeSnapshot() {
    return new BotSnapshot(
        clock.instant(),
        bot.health(),
        tracking.books(Topic.INBOX),
        tracking.books(Topic.CONVERSIONS),
        bot.polling(),
        bot.telegramFailing(),
        bot.hangingHandlers(),
        oldestWaiting.value(),
        funnel.value(),
        stalledSteps.value(),
        quarantined.value());
  }

  private static void await(CompletableFuture<Void> queries) {
    try {
      queries.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException keepLastValues) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "botfunnel-metrics");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
