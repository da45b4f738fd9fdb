package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.Refusal;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes changes to the listening pages. The outbox is read once for all pages, however many there
 * are, and not at all while no page listens.
 */
final class Live implements AutoCloseable {
  static final int MOST_LISTENERS = 20;

  private static final Logger log = LoggerFactory.getLogger(Live.class);
  private static final int FEED_ENTRIES = 50;
  private static final int STATUS_AT_LEAST_EVERY = 15;
  private static final int FUNNEL_EVERY = 2;

  private final WatchedBot bot;
  private final StatusReader reader;
  private final Duration lookEvery;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(MOST_LISTENERS);
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(daemons("botfunnel-console-ticker"));
  private final ExecutorService writers =
      Executors.newCachedThreadPool(daemons("botfunnel-console-writer"));

  // Used only by the ticker's thread.
  private final Latest<Status> status = new Latest<>();
  private final Latest<EntryPage> feed = new Latest<>();
  private final Map<Period, Latest<Funnel>> funnels = new EnumMap<>(Period.class);
  private long ticks;

  /**
   * @param lookEvery the delay between the end of one look and the next
   */
  Live(WatchedBot bot, StatusReader reader, Duration lookEvery) {
    this.bot = bot;
    this.reader = reader;
    this.lookEvery = lookEvery;
  }

  void start() {
    long millis = lookEvery.toMillis();
    ticker.scheduleWithFixedDelay(() -> survive(this::tick), millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * @param stillIn whether the sender of the request would still be let in
   */
  void open(Context request, BooleanSupplier stillIn) {
    Period period = Query.of(request).period();
    request.future(() -> listen(request, period, stillIn));
  }

  private CompletableFuture<@Nullable Void> listen(
      Context request, Period period, BooleanSupplier stillIn) {
    if (!places.tryAcquire()) {
      throw Refusal.tooMany(
          "%d pages listen already, which is the most. Close one".formatted(MOST_LISTENERS));
    }
    request.contentType("text/event-stream;charset=utf-8").header("X-Accel-Buffering", "no");
    Listener listener = new Listener(request.res(), period, writers, stillIn);
    listeners.add(listener);
    listener.ended().thenRun(() -> forget(listener));
    greetSoon(listener);
    return listener.ended();
  }

  private void forget(Listener listener) {
    listeners.remove(listener);
    places.release();
  }

  private void greetSoon(Listener listener) {
    try {
      ticker.execute(() -> survive(() -> greet(listener)));
    } catch (RejectedExecutionException closing) {
      listener.end();
    }
  }

  private void greet(Listener listener) {
    listener.send("status", ConsoleJson.write(reader.read()));
    listener.send("feed", ConsoleJson.write(newest()));
    listener.send("funnel", ConsoleJson.write(bot.operations().funnel(listener.period())));
  }

  private void tick() {
    if (listeners.isEmpty()) {
      return;
    }
    ticks++;
    listeners.forEach(Listener::endIfOut);
    listeners.forEach(Listener::ping);
    tellStatus();
    tellFeed();
    if (ticks % FUNNEL_EVERY == 0) {
      listeners.stream().map(Listener::period).distinct().forEach(this::tellFunnel);
    }
  }

  private void tellStatus() {
    Status now = reader.read();
    boolean changed = status.changesTo(now.at(Instant.EPOCH));
    if (changed || ticks % STATUS_AT_LEAST_EVERY == 0) {
      String json = ConsoleJson.write(now);
      listeners.forEach(listener -> listener.send("status", json));
    }
  }

  private void tellFeed() {
    EntryPage now = newest();
    if (feed.changesTo(now)) {
      String json = ConsoleJson.write(now);
      listeners.forEach(listener -> listener.send("feed", json));
    }
  }

  private void tellFunnel(Period period) {
    Funnel now = bot.operations().funnel(period);
    if (funnels.computeIfAbsent(period, any -> new Latest<>()).changesTo(now)) {
      String json = ConsoleJson.write(now);
      listeners.stream()
          .filter(listener -> listener.period() == period)
          .forEach(listener -> listener.send("funnel", json));
    }
  }

  private EntryPage newest() {
    return bot.operations().list(Filter.ALL, Long.MAX_VALUE, FEED_ENTRIES);
  }

  /** Keeps the ticker running: an exception would cancel all later ticks. */
  private static void survive(Runnable work) {
    try {
      work.run();
    } catch (OutboxUnavailableException e) {
      log.debug("the status tells of it", e);
    } catch (RuntimeException e) {
      log.error("the page was not told what changed", e);
    }
  }

  /** Ends the connection of every listening page. */
  @Override
  public void close() {
    ticker.shutdownNow();
    listeners.forEach(Listener::end);
    writers.shutdownNow();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
