package io.botfunnel.tracking.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an entry's own fault from the endpoint's. An entry is at fault when it failed, another that
 * was sent later got through, and it failed again; the endpoint is when several attempts failed in
 * a row, of one entry or of many, and nothing got through in between. Not thread-safe: its owner
 * locks.
 */
final class FailureBlame {
  /** So many failures in a row are no coincidence. */
  private static final int IN_A_ROW = 3;

  /**
   * Turned away so many times in a row where others got through before: below it, a tracker that
   * takes one in ten would be paused all the time instead of being asked less.
   */
  private static final int TURNED_AWAY_IN_A_ROW = 16;

  /** Bounds memory; a forgotten suspect is merely given the benefit of the doubt once more. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Map<Long, Failure> failures = new LinkedHashMap<>();
  private long clock;
  private long latestSentThatSucceeded;
  private int inARow;
  private boolean anyGotThrough;
  private int turnedAway;
  private int flight;

  private record Failure(long at, int times) {}

  /** Whose fault a failure is. */
  enum Fault {
    OWN,
    ENDPOINT,
    UNKNOWN
  }

  /** A mark for an attempt that begins now. */
  long sent() {
    return ++clock;
  }

  void succeeded(long entryId, long sentAt) {
    failures.remove(entryId);
    inARow = 0;
    turnedAway = 0;
    anyGotThrough = true;
    latestSentThatSucceeded = Math.max(latestSentThatSucceeded, sentAt);
  }

  /**
   * @param provenBad whether attempts have counted against the entry before: such a one says
   *     nothing about the endpoint
   */
  Fault failed(long entryId, boolean provenBad) {
    Failure before = failures.remove(entryId);
    remember(entryId, before);
    if (before != null && latestSentThatSucceeded > before.at()) {
      return Fault.OWN;
    }
    if (!provenBad) {
      inARow++;
    }
    return inARow >= IN_A_ROW ? Fault.ENDPOINT : Fault.UNKNOWN;
  }

  /**
   * An attempt was turned away because we ask too often, which is nobody's own fault: the
   * endpoint's when all that was on its way was turned away and nothing got through.
   *
   * @param inFlight how many attempts were on their way, this one included
   */
  Fault turnedAway(int inFlight) {
    flight = turnedAway == 0 ? inFlight : flight;
    turnedAway++;
    int few = anyGotThrough ? TURNED_AWAY_IN_A_ROW : IN_A_ROW;
    return turnedAway >= Math.max(few, flight) ? Fault.ENDPOINT : Fault.UNKNOWN;
  }

  /** How many times the entry has failed in this process, in a row. */
  int timesFailed(long entryId) {
    Failure failure = failures.get(entryId);
    return failure == null ? 0 : failure.times();
  }

  /** The endpoint was at fault: nothing is held against anybody. */
  void acquitAll() {
    failures.clear();
    inARow = 0;
    turnedAway = 0;
    anyGotThrough = false;
  }

  private void remember(long entryId, @Nullable Failure before) {
    failures.put(entryId, new Failure(++clock, before == null ? 1 : before.times() + 1));
    if (failures.size() > MOST_REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
  }
}
