package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.internal.lane.Entry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks the running handlers and finds those that hang. A hanging handler is reported once, with
 * the position of its thread. Thread-safe.
 */
final class HandlerWatchdog {
  private static final Logger log = LoggerFactory.getLogger(HandlerWatchdog.class);

  /** Limits the number of threads that hanging handlers can cost. */
  private static final int MOST_HANGING = 240;

  private final Clock clock;
  private final Duration reportAfter;
  private final Map<Long, Handler> handlers = new ConcurrentHashMap<>();

  HandlerWatchdog(Clock clock, Duration reportAfter) {
    this.clock = clock;
    this.reportAfter = reportAfter;
  }

  private record Handler(Entry entry, Thread thread, long sinceMs, boolean hangs) {
    Handler reported() {
      return new Handler(entry, thread, sinceMs, true);
    }
  }

  void begin(Entry entry) {
    handlers.put(entry.id(), new Handler(entry, Thread.currentThread(), clock.millis(), false));
  }

  void end(Entry entry) {
    Handler ended = handlers.remove(entry.id());
    if (ended != null && ended.hangs()) {
      log.info("The handler of {} has returned", entry);
    }
  }

  /** Returns the number of handlers that hang, at most {@value #MOST_HANGING}. */
  int hanging() {
    long hanging = handlers.values().stream().filter(Handler::hangs).count();
    return (int) Math.min(MOST_HANGING, hanging);
  }

  /** Reports handlers that have run too long. Returns true if there are new ones. */
  boolean reportHanging() {
    boolean any = false;
    for (Handler handler : handlers.values()) {
      if (!handler.hangs() && clock.millis() - handler.sinceMs() >= reportAfter.toMillis()) {
        any = true;
        report(handler, reportAfter);
      }
    }
    return any;
  }

  /** Reports a handler as hanging before its report time is reached. */
  void report(Entry entry, Duration ranFor) {
    Handler handler = handlers.get(entry.id());
    if (handler != null && !handler.hangs()) {
      report(handler, ranFor);
    }
  }

  private void report(Handler handler, Duration ranFor) {
    long id = handler.entry().id();
    handlers.computeIfPresent(id, (same, unreported) -> unreported.reported());
    log.warn(
        "The handler of {} has not returned for {}; lane {} waits, other lanes continue. It is at {}",
        handler.entry(),
        ranFor,
        handler.entry().lane(),
        position(handler.thread()));
  }

  private static String position(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "an unknown place" : stack[0].toString();
  }
}
