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
 * The metrics of the bots that run, in Prometheus' text format. A scrape costs a few milliseconds
 * and asks the outbox at most once a second, however often it comes; it waits for the outbox no
 * longer than a second, so that it answers when the disk does not.
 *
 * <p>Safe for use from any thread.
 */
public final class BotMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final boolean named;
  private final JvmMetrics jvm = new JvmMetrics(registry);
  private final List<Watched> watched = new ArrayList<>();

  /**
   * Metrics of bots that are about to start.
   *
   * @param named whether each has a tag that names it
   */
  public BotMetrics(Clock clock, boolean named) {
    this.clock = clock;
    this.named = named;
  }

  /**
   * What a bot's tracking is to tell what it does.
   *
   * @param bot its name
   */
  public Observer observer(String bot) {
    return new Flow(registry, tags(bot));
  }

  /** To Prometheus a tag that is empty is none. */
  private Tags tags(String bot) {
    return named ? Tags.of("bot", bot) : Tags.empty();
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
    watched.add(new Watched(registry, tags(tracking.bot()), tracking, bot, clock));
  }

  /** All of it as it is now: Prometheus' text format, version 0.0.4. */
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
