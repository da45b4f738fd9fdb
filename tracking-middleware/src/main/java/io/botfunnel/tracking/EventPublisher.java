package io.botfunnel.tracking;

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

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EventListener listener;
  private final BlockingQueue<Supplier<EventOutcome>> waiting =
      new ArrayBlockingQueue<>(MOST_WAITING);
  private final Set<Class<?>> thrown = new HashSet<>();
  private final Thread thread = new Thread(this::run, "botfunnel-listener");
  private volatile boolean overflows;

  EventPublisher(EventListener listener) {
    this.listener = listener;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Queues an outcome; drops it, with one warning in the log, if the queue is full.
   *
   * @param fate makes the outcome; called on the listener's thread
   */
  void announce(Supplier<EventOutcome> fate) {
    if (!waiting.offer(fate) && !overflows) {
      overflows = true;
      log.warn(
          "the listener of events is slower than they come: {} wait, later ones are dropped",
          MOST_WAITING);
    }
  }

  private static EventOutcome end() {
    throw new IllegalStateException("nothing is told at the end");
  }

  private void run() {
    try {
      for (Supplier<EventOutcome> next = waiting.take(); next != END; next = waiting.take()) {
        tell(next.get());
      }
    } catch (InterruptedException closing) {
      log.debug("the listener of events is told no more");
    }
  }

  /** Catches errors too: a class that is missing in a listener must not end the thread. */
  @SuppressWarnings("CatchThrowable")
  private void tell(EventOutcome event) throws InterruptedException {
    overflows = overflows && !waiting.isEmpty();
    try {
      listener.onEvent(event);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (thrown.add(e.getClass())) {
        log.warn(
            "the listener of events has failed on {} {} {}; tracking goes on, and says so once",
            event.kind(),
            event.eid(),
            event.fate(),
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
    join(PATIENCE.toMillis());
    thread.interrupt();
    join(PATIENCE.toMillis() / 5);
  }

  private void join(long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
