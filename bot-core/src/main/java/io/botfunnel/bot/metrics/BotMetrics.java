package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.Observer;
import io.botfunnel.tracking.Tracking;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The meters of the running bots. A refresh takes a few milliseconds and queries the outbox at most
 * once per second, however often it is called. It waits for the outbox at most one second, so it
 * returns even if the disk does not respond.
 *
 * <p>Thread-safe.
 */
public final class BotMetrics implements AutoCloseable {
  private final MeterRegistry registry;
  private final Clock clock;
  private final boolean named;
  private final JvmMetrics jvm;
  private final List<ScrapedBot> bots = new ArrayList<>();

  /**
   * Creates the metrics of bots that are about to start.
   *
   * @param registry where the meters are registered; the caller closes it
   * @param named whether each series has a tag with the bot's name
   */
  public BotMetrics(MeterRegistry registry, Clock clock, boolean named) {
    this.registry = registry;
    this.jvm = new JvmMetrics(registry);
    this.clock = clock;
    this.named = named;
  }

  /**
   * Returns the observer that counts what a bot's tracking does.
   *
   * @param bot the bot's name
   */
  public Observer observer(String bot) {
    return new ActivityMeters(registry, tags(bot));
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
  public void countGatewayResponse(String path, int status) {
    Counter.builder("botfunnel.gateway.requests")
        .description("Requests to the gateway, by path and HTTP status")
        .tag("path", path)
        .tag("status", String.valueOf(status))
        .register(registry)
        .increment();
  }

  /** Adds the state of a bot to all further refreshes. */
  public synchronized void watch(Tracking tracking, BotState bot) {
    bots.add(new ScrapedBot(registry, tags(tracking.bot()), tracking, bot, clock));
  }

  /** Updates the meters to the current state of the bots; called before they are read. */
  public synchronized void refresh() {
    ScrapedBot.refresh(bots);
  }

  @Override
  public synchronized void close() {
    bots.forEach(ScrapedBot::close);
    bots.clear();
    jvm.close();
  }
}
