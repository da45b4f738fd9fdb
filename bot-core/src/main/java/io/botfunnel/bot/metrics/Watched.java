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
final class Watched implements AutoCloseable {
  /** Interval of small queries, which still use the outbox's single thread. */
  private static final Duration OFTEN = Duration.ofSeconds(1);

  /** Interval of sums over a day and a week, which change slowly. */
  private static final Duration SELDOM = Duration.ofSeconds(15);

  private static final long PATIENCE_MS = 1_000;

  private final Tracking tracking;
  private final BotState bot;
  private final Clock clock;
  private final RevenueGauges revenue;
  private final ExecutorService asker = Executors.newSingleThreadExecutor(Watched::thread);
  private final Recent<Look.Waiting> waiting;
  private final Recent<Funnel> funnel;
  private final Recent<List<StalledStep>> silences;
  private final Recent<List<Quarantined>> quarantined;
  private volatile Look latest;

  /**
   * @param tags tags of each series
   */
  Watched(MeterRegistry registry, Tags tags, Tracking tracking, BotState bot, Clock clock) {
    Operations operations = tracking.operations();
    this.tracking = tracking;
    this.bot = bot;
    this.clock = clock;
    this.revenue = new RevenueGauges(registry, tags);
    this.waiting = recent(() -> waiting(operations), OFTEN);
    this.funnel = recent(() -> operations.funnel(Period.DAY), SELDOM);
    this.silences = recent(operations::silences, SELDOM);
    this.quarantined = recent(operations::quarantined, OFTEN);
    this.latest = taken();
    new Gauges(registry, tags, () -> latest).register();
  }

  private static Look.Waiting waiting(Operations operations) {
    return new Look.Waiting(operations.oldestWaiting().orElse(null));
  }

  private <T> Recent<T> recent(Supplier<T> question, Duration interval) {
    return new Recent<>(question, interval, clock, asker);
  }

  /**
   * Takes new snapshots. A figure that the outbox does not deliver within a second keeps its last
   * value.
   */
  static void look(List<Watched> bots) {
    await(
        CompletableFuture.allOf(
            bots.stream().map(Watched::asked).toArray(CompletableFuture[]::new)));
    bots.forEach(Watched::show);
  }

  private CompletableFuture<Void> asked() {
    return CompletableFuture.allOf(
        waiting.refresh(), funnel.refresh(), silences.refresh(), quarantined.refresh());
  }

  private void show() {
    latest = taken();
    revenue.show(latest.funnel());
  }

  private Look taken() {
    return new Look(
        clock.instant(),
        bot.health(),
        tracking.books(Topic.INBOX),
        tracking.books(Topic.CONVERSIONS),
        bot.polling(),
        bot.inTrouble(),
        bot.hangingHandlers(),
        waiting.known(),
        funnel.known(),
        silences.known(),
        quarantined.known());
  }

  private static void await(CompletableFuture<Void> answers) {
    try {
      answers.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException asItWas) {
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
    asker.shutdownNow();
  }
}
