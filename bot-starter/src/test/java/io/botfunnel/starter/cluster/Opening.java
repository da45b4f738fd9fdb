package io.botfunnel.starter.cluster;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** For a child that begins while PostgreSQL is away: tries again, as a service manager does. */
final class Opening {
  /** Nothing is away for so long, unless the test is dead. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Opening() {}

  static <T> T untilItWorks(Supplier<T> opening) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> attempt(opening), Optional::isPresent)
        .get();
  }

  private static <T> Optional<T> attempt(Supplier<T> opening) {
    try {
      return Optional.of(opening.get());
    } catch (OutboxUnavailableException e) {
      System.err.println("not yet: " + e.getMessage());
      return Optional.empty();
    }
  }
}
