package io.botfunnel.starter.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a path begins to refuse requests and when it accepts them again. Each change is one
 * line, and each path logs at most one line per minute. Thread-safe.
 */
final class RefusalLog {
  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final String ACCEPTED = "accepted";

  private final Clock clock;
  private final Map<String, Logged> logged = new ConcurrentHashMap<>();

  RefusalLog(Clock clock) {
    this.clock = clock;
  }

  /** Records a response at a path. */
  void note(String path, GatewayResponse response) {
    String state = response.ok() ? ACCEPTED : response.word();
    logged.compute(path, (same, before) -> next(path, state, response, before));
  }

  private Logged next(String path, String state, GatewayResponse response, Logged before) {
    Logged last = before == null ? new Logged(ACCEPTED, Instant.MIN) : before;
    Instant now = clock.instant();
    if (last.state().equals(state) || now.isBefore(last.until())) {
      return last;
    }
    if (response.ok()) {
      log.info("Requests to {} are accepted again", path);
    } else {
      log.warn("Requests to {} are rejected: {} {}", path, response.status(), response.json());
    }
    return new Logged(state, now.plus(QUIET));
  }

  private record Logged(String state, Instant until) {}
}
