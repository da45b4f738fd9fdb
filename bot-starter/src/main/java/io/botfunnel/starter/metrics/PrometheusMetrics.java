package io.botfunnel.starter.metrics;

import io.botfunnel.bot.metrics.BotMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/** The metrics of the running bots, in Prometheus' text format. Thread-safe. */
public final class PrometheusMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final BotMetrics bots;

  /**
   * Creates the metrics of bots that are about to start.
   *
   * @param named whether each series has a tag with the bot's name
   */
  public PrometheusMetrics(Clock clock, boolean named) {
    this.bots = new BotMetrics(registry, clock, named);
  }

  /** Returns the meters of the bots. */
  public BotMetrics bots() {
    return bots;
  }

  /**
   * Returns the current metrics in Prometheus' text format, version 0.0.4. It takes a few
   * milliseconds, and about a second at most if the outbox does not respond.
   */
  public synchronized String scrape() {
    bots.refresh();
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    bots.close();
    registry.close();
  }
}
