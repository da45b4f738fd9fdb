package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.RequestRefusedException;
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
 * Pushes changes to the open pages, as server-sent events. The outbox is read once for all pages,
 * however many there are, and not at all while no page is open.
 */
final class EventStream implements AutoCloseable {
  static final int MAX_CLIENTS = 20;

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final int FEED_ENTRIES = 50;
  private static final int STATUS_EVERY_TICKS = 15;
  private static final int FUNNEL_EVERY_TICKS = 2;

  private final WatchedBot bot;
  private final StatusReader reader;
  private final Duration pushInterval;
  private final Set<EventStreamClient> clients = ConcurrentHashMap.newKeySet();
  private final Semaphore permits = new Semaphore(MAX_CLIENTS);
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(daemons("botfunnel-console-ticker"));
  private final ExecutorService writers =
      Executors.newCachedThreadPool(daemons("botfunnel-console-writer"));

  // Used only by the ticker's thread.
  private final ChangeDetector<Status> status = new ChangeDetector<>();
  private final ChangeDetector<EntryPage> feed = new ChangeDetector<>();
  private final Map<Period, ChangeDetector<Funnel>> funnels = new EnumMap<>(Period.class);
  private long ticks;

  /**
   * @param pushInterval the delay between the end of one push and the start of the next
   */
  EventStream(WatchedBot bot, StatusReader reader, Duration pushInterval) {
    this.bot = bot;
    this.reader = reader;
    this.pushInterval = pushInterval;
  }

  void start() {
    long millis = pushInterval.toMillis();
    ticker.scheduleWithFixedDelay(
        () -> runSafely(this::tick), millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * @param stillAllowed whether the sender of the request would still be let in
   */
  void open(Context request, BooleanSupplier stillAllowed) {
    Period period = Query.of(request).period();
    request.future(() -> subscribe(request, period, stillAllowed));
  }

  private CompletableFuture<@Nullable Void> subscribe(
      Context request, Period period, BooleanSupplier stillAllowed) {
    if (!permits.tryAcquire()) {
      throw RequestRefusedException.tooMany(
          "%d pages are connected already, which is the most".formatted(MAX_CLIENTS), "Close one");
    }
    request.contentType("text/event-stream;charset=utf-8").header("X-Accel-Buffering", "no");
    EventStreamClient client = new EventStreamClient(request.res(), period, writers, stillAllowed);
    clients.add(client);
    client.closed().thenRun(() -> remove(client));
    sendInitialSoon(client);
    return client.closed();
  }

  private void remove(EventStreamClient client) {
    clients.remove(client);
    permits.release();
  }

  private void sendInitialSoon(EventStreamClient client) {
    try {
      ticker.execute(() -> runSafely(() -> sendInitial(client)));
    } catch (RejectedExecutionException closing) {
      client.close();
    }
  }

  private void sendInitial(EventStreamClient client) {
    client.send("status", ConsoleJson.write(reader.read()));
    client.send("feed", ConsoleJson.write(newestEntries()));
    client.send("funnel", ConsoleJson.write(bot.operations().funnel(client.period())));
  }

  private void tick() {
    if (clients.isEmpty()) {
      return;
    }
    ticks++;
    clients.forEach(EventStreamClient::closeIfNotAllowed);
    clients.forEach(EventStreamClient::ping);
    pushStatus();
    pushFeed();
    if (ticks % FUNNEL_EVERY_TICKS == 0) {
      clients.stream().map(EventStreamClient::period).distinct().forEach(this::pushFunnel);
    }
  }

  private void pushStatus() {
    Status now = reader.read();
    boolean changed = status.update(now.withTime(Instant.EPOCH));
    if (changed || ticks % STATUS_EVERY_TICKS == 0) {
      String json = ConsoleJson.write(now);
      clients.forEach(client -> client.send("status", json));
    }
  }

  private void pushFeed() {
    EntryPage now = newestEntries();
    if (feed.update(now)) {
      String json = ConsoleJson.write(now);
      clients.forEach(client -> client.send("feed", json));
    }
  }

  private void pushFunnel(Period period) {
    Funnel now = bot.operations().funnel(period);
    if (funnels.computeIfAbsent(period, unused -> new ChangeDetector<>()).update(now)) {
      String json = ConsoleJson.write(now);
      clients.stream()
          .filter(client -> client.period() == period)
          .forEach(client -> client.send("funnel", json));
    }
  }

  private EntryPage newestEntries() {
    return bot.operations().list(Filter.ALL, Long.MAX_VALUE, FEED_ENTRIES);
  }

  /** Keeps the ticker running: an exception would cancel all later ticks. */
  private static void runSafely(Runnable work) {
    try {
      work.run();
    } catch (OutboxUnavailableException e) {
      log.debug("the outbox is unavailable; the status reports it", e);
    } catch (RuntimeException e) {
      log.error("a change could not be pushed to the page", e);
    }
  }

  /** Ends the connection of every open page. */
  @Override
  public void close() {
    ticker.shutdownNow();
    clients.forEach(EventStreamClient::close);
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
