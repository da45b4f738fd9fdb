package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.event.Limit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps an observer so that its exceptions do not reach tracking. As thread-safe as that observer.
 */
final class SafeObserver implements Observer {
  private static final Logger log = LoggerFactory.getLogger(SafeObserver.class);

  private final Observer observer;
  private final AtomicBoolean logged = new AtomicBoolean();

  SafeObserver(Observer observer) {
    this.observer = observer;
  }

  @Override
  public void appended(int entries, Duration took) {
    safely(() -> observer.appended(entries, took));
  }

  @Override
  public void attempted(AttemptOutcome outcome, Duration took) {
    safely(() -> observer.attempted(outcome, took));
  }

  @Override
  public void statusChanged(EndpointHealth.Status now) {
    safely(() -> observer.statusChanged(now));
  }

  @Override
  public void limitExceeded(Limit limit) {
    safely(() -> observer.limitExceeded(limit));
  }

  /**
   * Catches errors too: a class that is missing in an observer must not hold up a user's events.
   */
  private void safely(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      if (logged.compareAndSet(false, true)) {
        log.warn(
            "the observer of tracking has failed; tracking continues. Further failures are not logged",
            e);
      }
    }
  }
}
