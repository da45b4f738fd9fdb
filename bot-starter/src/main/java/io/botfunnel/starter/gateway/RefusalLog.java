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
  private static final String TAKEN = "taken";

  private final Clock clock;
  private final Map<String, Said> said = new ConcurrentHashMap<>();

  RefusalLog(Clock clock) {
    this.clock = clock;
  }

  /** Records a response at a path. */
  void note(String path, GatewayResponse answer) {
    String state = answer.ok() ? TAKEN : answer.word();
    said.compute(path, (same, before) -> said(path, state, answer, before));
  }

  private Said said(String path, String state, GatewayResponse answer, Said before) {
    Said last = before == null ? new Said(TAKEN, Instant.MIN) : before;
    Instant now = clock.instant();
    if (last.state().equals(state) || now.isBefore(last.until())) {
      return last;
    }
    if (answer.ok()) {
      log.info("requests to {} are accepted again", path);
    } else {
      log.warn("requests to {} are answered {} {}", path, answer.status(), answer.json());
    }
    return new Said(state, now.plus(QUIET));
  }

  private record Said(String state, Instant until) {}
}
