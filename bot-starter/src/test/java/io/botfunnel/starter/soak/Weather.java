package io.botfunnel.starter.soak;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.time.Duration;

/** How the tracker does in each three hours of each day. */
final class Weather {
  /** The tracker refuses the deposits whose ids begin so. */
  static final String REFUSED = "bad-";

  private static final double SOME = 0.3;

  private final XtrackerServer tracker;
  private final SoakDays days;
  private Kind before = Kind.FAIR;
  private int outages;

  /** What a call meets. */
  enum Kind {
    FAIR,
    FAULTS,
    RATE_LIMITED,
    DOWN,
    KEY_REFUSED;

    /** Whether what waits is delivered meanwhile. */
    boolean delivers() {
      return this == FAIR || this == FAULTS;
    }
  }

  Weather(XtrackerServer tracker, SoakDays days) {
    this.tracker = tracker;
    this.days = days;
    tracker.retryAfter(Duration.ofSeconds(30));
    refuseTheBad();
  }

  Kind become(int day, int hour) {
    Kind kind = of(day, hour);
    if (kind != before) {
      turn(kind, day);
    }
    before = kind;
    return kind;
  }

  private void turn(Kind kind, int day) {
    tracker.heal();
    switch (kind) {
      case FAIR -> refuseTheBad();
      case FAULTS -> {
        refuseTheBad();
        tracker.failRandomly(
            SOME,
            day,
            Fault.INTERNAL_500,
            Fault.EMPTY_200,
            Fault.RESET_BEFORE_RECORDING,
            Fault.RESET_AFTER_RECORDING);
      }
      case RATE_LIMITED -> tracker.fail(Fault.RATE_LIMITED_429);
      case DOWN -> tracker.fail(Fault.UNAVAILABLE_503);
      case KEY_REFUSED -> tracker.fail(Fault.FORBIDDEN_403);
    }
    outages += kind.delivers() ? 0 : 1;
  }

  private void refuseTheBad() {
    String eid = "dep-" + REFUSED;
    tracker.failWhen(
        call -> call.eid() != null && call.eid().startsWith(eid), Fault.INVALID_VALUE_400);
  }

  private Kind of(int day, int hour) {
    if (days.isLongOutage(day) || (day % 3 == 1 && hour >= 12 && hour < 18)) {
      return Kind.DOWN;
    }
    if (day % 10 == 5 && hour == 18) {
      return Kind.KEY_REFUSED;
    }
    if (hour == 6) {
      return Kind.RATE_LIMITED;
    }
    return hour == 9 ? Kind.FAULTS : Kind.FAIR;
  }

  /** How often the tracker stopped taking anything. */
  int outages() {
    return outages;
  }
}
