package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Limit;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the limits that were exceeded: each time to the observer, and to the log once per limit,
 * lane and UTC day, so that no user can fill the log. Called by one thread at a time.
 */
final class LimitReports {
  private static final Logger log = LoggerFactory.getLogger(LimitReports.class);

  /**
   * A few hundred kilobytes. Beyond it nothing more is logged that day; the metric still counts.
   */
  private static final int MOST_LINES_A_DAY = 1_000;

  private final Observer observer;
  private final Clock clock;
  private final Set<Line> logged = new HashSet<>();
  private LocalDate day = LocalDate.EPOCH;

  LimitReports(Observer observer, Clock clock) {
    this.observer = observer;
    this.clock = clock;
  }

  private record Line(Limit limit, String lane) {}

  /**
   * Reports that a limit was exceeded.
   *
   * @param lane the lane of the user or click that exceeded it, such as {@code user:42}
   */
  void exceeded(Limit limit, String lane) {
    observer.limitExceeded(limit);
    if (isNew(new Line(limit, lane))) {
      log.warn("{}: {}. This is logged once a day", lane, sentence(limit));
    }
  }

  private boolean isNew(Line line) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    if (!today.equals(day)) {
      day = today;
      logged.clear();
    }
    return logged.size() < MOST_LINES_A_DAY && logged.add(line);
  }

  private static String sentence(Limit limit) {
    return switch (limit) {
      case NEW_UIDS ->
          "more new uids within a day than tracking.new-uids-per-day allows; those above it are not"
              + " bound, and stay free";
      case CONFLICTS ->
          "more contradictions than are kept about one key, or of one user within a day; those"
              + " above it are counted in botfunnel_limited_total alone";
      case DEPOSIT_CEILING ->
          "a deposit above tracking.deposit.ceiling is refused and not sent; look at it by outbox"
              + " list --state refused --reason ceiling, then outbox retry or outbox erase it";
    };
  }
}
