package io.botfunnel.starter.metrics;

import io.botfunnel.tracking.Observer;
import io.botfunnel.tracking.Tracking;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a running bot, in Prometheus' text format. A scrape costs a few milliseconds and
 * asks the outbox at most once a second, however often it comes; it waits for the outbox no longer
 * than a second, so that it answers when the disk does not.
 *
 * <p>Safe for use from any thread.
 */
public final class BotMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Flow flow = new Flow(registry);
  private @Nullable Watched watched;

  /** Metrics of a bot that is about to start. */
  public BotMetrics(Clock clock) {
    this.clock = clock;
  }

  /** What tracking is to tell what it does. */
  public Observer observer() {
    return flow;
  }

  /** A request to the gateway was answered, at one of its few paths. */
  public void answered(String path, int status) {
    Counter.builder("botfunnel.gateway.requests")
        .description("Requests to the gateway, by what was answered")
        .tag("path", path)
        .tag("status", String.valueOf(status))
        .register(registry)
        .increment();
  }

  /** From now on a scrape shows how this bot stands, too. */
  public synchronized void watch(Tracking tracking, BotState bot) {
    if (watched == null) {
      watched = new Watched(registry, tracking, bot, clock);
    }
  }

  /** All of it as it is now: Prometheus' text format, version 0.0.4. */
  public synchronized String scrape() {
    if (watched != null) {
      watched.look();
    }
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    if (watched != null) {
      watched.close();
      watched = null;
    }
    registry.close();
  }
}
