package io.botfunnel.starter.metrics;

import io.botfunnel.tracking.Observer;
import io.botfunnel.tracking.Tracking;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of the running bots, in Prometheus' text format. A scrape takes a few milliseconds
 * and queries the outbox at most once per second, however often it is called. It waits for the
 * outbox at most one second, so it responds even if the disk does not.
 *
 * <p>Thread-safe.
 */
public final class BotMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final boolean named;
  private final JvmMetrics jvm = new JvmMetrics(registry);
  private final List<Watched> watched = new ArrayList<>();

  /**
   * Creates the metrics of bots that are about to start.
   *
   * @param named whether each series has a tag with the bot's name
   */
  public BotMetrics(Clock clock, boolean named) {
    this.clock = clock;
    this.named = named;
  }

  /**
   * Returns the observer that counts what a bot's tracking does.
   *
   * @param bot the bot's name
   */
  public Observer observer(String bot) {
    return new Flow(registry, tags(bot));
  }

  /** Returns the tags of a bot; Prometheus treats an empty tag as none. */
  private Tags tags(String bot) {
    return named ? Tags.of("bot", bot) : Tags.empty();
  }

  /**
   * Counts a response of the gateway.
   *
   * @param path one of the gateway's few paths, or {@code other}
   * @param status the HTTP status
   */
  public void answered(String path, int status) {
    Counter.builder("botfunnel.gateway.requests")
        .description("Requests to the gateway, by what was answered")
        .tag("path", path)
        .tag("status", String.valueOf(status))
        .register(registry)
        .increment();
  }

  /** Adds the state of a bot to all further scrapes. */
  public synchronized void watch(Tracking tracking, BotState bot) {
    watched.add(new Watched(registry, tags(tracking.bot()), tracking, bot, clock));
  }

  /** Returns the current metrics in Prometheus' text format, version 0.0.4. */
  public synchronized String scrape() {
    Watched.look(watched);
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    watched.forEach(Watched::close);
    watched.clear();
    jvm.close();
    registry.close();
  }
}
