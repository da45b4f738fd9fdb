package io.botfunnel.starter.soak;

import java.time.Duration;
import java.time.Instant;

/**
 * The days of a soak. In a short one everything is kept less long, so that it is purged within it.
 *
 * @param count how many, 3 or more
 */
record SoakDays(int count) {
  static final int HOURS = 24;

  /** The clock goes on by so much. */
  static final int STEP_HOURS = 3;

  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final int LONG = 30;
  private static final int LONG_ENTRIES = 7;
  private static final int LONG_KEYS = 14;
  private static final int LONG_OUTAGE_DAYS = 2;
  private static final int STOP_HOUR = 9;

  /** On the days of an outage that is in the midst of it. */
  private static final int KILL_HOUR = 15;

  /** How a process ends. */
  enum End {
    NONE,
    STOP,
    KILL
  }

  /** How many days a delivered entry is kept: the product's own week in a soak of thirty days. */
  int entriesKept() {
    return Math.max(1, Math.min(LONG_ENTRIES, count * LONG_ENTRIES / LONG));
  }

  /** How many days its key is kept: so few that keys are purged within the soak. */
  int keysKept() {
    return Math.max(entriesKept() + 1, Math.min(LONG_KEYS, count * LONG_KEYS / LONG));
  }

  /** After how many days the key of what happened in an early hour is forgotten for certain. */
  int keysForgottenAfter() {
    return keysKept() + (hasLongOutage() ? LONG_OUTAGE_DAYS + 1 : 0);
  }

  /** Whether there is room for an outage of days, in which what happens waits. */
  boolean hasLongOutage() {
    return count >= LONG / 3;
  }

  /** In a soak of thirty days the tracker is down for two whole ones. */
  boolean isLongOutage(int day) {
    int from = count * 4 / 10 + 1;
    return hasLongOutage() && day >= from && day < from + LONG_OUTAGE_DAYS;
  }

  /**
   * Each does seven things, so that 36 each three hours make 2,016 events a day, and their binds.
   * In a short soak, which the build has, a third of them come.
   */
  int usersAStep() {
    return hasLongOutage() ? 36 : 12;
  }

  Instant at(int day, int hour) {
    return BEGIN.plus(Duration.ofDays(day - 1)).plus(Duration.ofHours(hour));
  }

  /**
   * In the first third each day has one, by turns; then one process lives until there are two more
   * on the last two days.
   */
  End endAt(int day, int hour) {
    boolean stops = day <= count / 3 ? day % 2 == 1 : day == count - 1 && count > LONG / 2;
    boolean kills = day <= count / 3 ? day % 2 == 0 : day == count;
    if (stops && hour == STOP_HOUR) {
      return End.STOP;
    }
    return kills && hour == KILL_HOUR ? End.KILL : End.NONE;
  }

  /** The first whole day of the process that lives longest. */
  int longLifeFrom() {
    return count / 3 + 1;
  }

  /** Its last whole day. */
  int longLifeTo() {
    return count > LONG / 2 ? count - 2 : count - 1;
  }
}
