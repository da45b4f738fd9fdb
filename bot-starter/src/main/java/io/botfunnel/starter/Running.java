package io.botfunnel.starter;

import io.botfunnel.tracking.lane.Entry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers that run right now, and which of them hang. A hanging one is reported once, with
 * where its thread stands. Safe for use from any thread.
 */
final class Running {
  private static final Logger log = LoggerFactory.getLogger(Running.class);

  /** Bounds the threads that hanging handlers can cost. */
  private static final int MOST_HANGING = 240;

  private static final long NOBODY = 0;

  private final Clock clock;
  private final Duration reportAfter;
  private final Map<Long, Handler> handlers = new ConcurrentHashMap<>();
  private final AtomicLong suspect = new AtomicLong(NOBODY);

  Running(Clock clock, Duration reportAfter) {
    this.clock = clock;
    this.reportAfter = reportAfter;
  }

  private record Handler(Entry entry, Thread thread, long sinceMs, boolean hangs) {
    Handler reported() {
      return new Handler(entry, thread, sinceMs, true);
    }
  }

  /** Takes the one place for an entry that may have taken the process down. */
  boolean claimSuspect(Entry entry) {
    return suspect.compareAndSet(NOBODY, entry.id());
  }

  void begin(Entry entry) {
    handlers.put(entry.id(), new Handler(entry, Thread.currentThread(), clock.millis(), false));
  }

  void end(Entry entry) {
    Handler ended = handlers.remove(entry.id());
    suspect.compareAndSet(entry.id(), NOBODY);
    if (ended != null && ended.hangs()) {
      log.info("{} is handled after all", entry);
    }
  }

  /** How many handlers hang. */
  int hanging() {
    long hanging = handlers.values().stream().filter(Handler::hangs).count();
    return (int) Math.min(MOST_HANGING, hanging);
  }

  /** Reports handlers that have run too long; true if there are new ones. */
  boolean reportHanging() {
    boolean any = false;
    for (Handler handler : handlers.values()) {
      if (!handler.hangs() && clock.millis() - handler.sinceMs() >= reportAfter.toMillis()) {
        any = true;
        report(handler);
      }
    }
    return any;
  }

  private void report(Handler handler) {
    long id = handler.entry().id();
    handlers.computeIfPresent(id, (same, unreported) -> unreported.reported());
    // A suspect that hangs makes room for the next one.
    suspect.compareAndSet(id, NOBODY);
    log.warn(
        "the handler of {} has not returned for {}; its lane {} waits, others go on. It stands at {}",
        handler.entry(),
        reportAfter,
        handler.entry().lane(),
        whereabouts(handler.thread()));
  }

  private static String whereabouts(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "an unknown place" : stack[0].toString();
  }
}
