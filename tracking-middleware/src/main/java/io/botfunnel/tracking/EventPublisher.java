package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes event outcomes to a listener on a thread of its own. The publishing thread never waits,
 * and a listener's exception never reaches it. Safe for use from any thread.
 */
final class EventPublisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

  /** How many outcomes may be queued: a few megabytes. */
  static final int MOST_WAITING = 10_000;

  private static final Supplier<EventOutcome> END = EventPublisher::end;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final EventListener listener;
  private final BlockingQueue<Supplier<EventOutcome>> waiting =
      new ArrayBlockingQueue<>(MOST_WAITING);
  private final Set<Class<?>> thrown = new HashSet<>();
  private final Thread thread = DaemonThread.of("botfunnel-listener", this::run);
  private volatile boolean overflows;

  EventPublisher(EventListener listener) {
    this.listener = listener;
    thread.start();
  }

  /**
   * Queues an outcome; drops it, with one warning in the log, if the queue is full.
   *
   * @param outcome makes the outcome; called on the listener's thread
   */
  void publish(Supplier<EventOutcome> outcome) {
    if (!waiting.offer(outcome) && !overflows) {
      overflows = true;
      log.warn(
          "the event listener is too slow: {} outcomes are queued, further ones are dropped",
          MOST_WAITING);
    }
  }

  private static EventOutcome end() {
    throw new IllegalStateException("the end of the queue is no outcome");
  }

  private void run() {
    try {
      for (Supplier<EventOutcome> next = waiting.take(); next != END; next = waiting.take()) {
        deliver(next.get());
      }
    } catch (InterruptedException closing) {
      log.debug("the event listener was interrupted: tracking closes");
    }
  }

  /** Catches errors too: a class that is missing in a listener must not end the thread. */
  @SuppressWarnings("CatchThrowable")
  private void deliver(EventOutcome event) throws InterruptedException {
    overflows = overflows && !waiting.isEmpty();
    try {
      listener.onEvent(event);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (thrown.add(e.getClass())) {
        log.warn(
            "the event listener failed on {} {} {}; tracking continues. Logged once per exception type",
            event.kind(),
            event.eid(),
            event.result(),
            e);
      }
    }
  }

  /**
   * Waits up to one second for the queued outcomes to be published, then interrupts the listener.
   */
  @Override
  @SuppressWarnings("ReturnValueIgnored") // if the queue is full, the interrupt ends the thread
  public void close() {
    waiting.offer(END);
    join(CLOSE_TIMEOUT.toMillis());
    thread.interrupt();
    join(CLOSE_TIMEOUT.toMillis() / 5);
  }

  private void join(long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
