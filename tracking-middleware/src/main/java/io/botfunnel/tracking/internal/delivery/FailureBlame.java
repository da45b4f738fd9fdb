package io.botfunnel.tracking.internal.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes an entry's own fault from the endpoint's. The entry is at fault if it failed, an
 * entry sent later got through, and it failed again. The endpoint is at fault if several attempts
 * failed in a row, of one entry or of many, and none got through in between. Not thread-safe: the
 * owner locks.
 */
final class FailureBlame {
  /** This many failures in a row are no coincidence. */
  private static final int IN_A_ROW = 3;

  /**
   * This many rate-limited attempts in a row pause delivery if others got through before. With
   * fewer, a tracker that accepts one in ten would always be paused instead of getting fewer
   * requests.
   */
  private static final int TURNED_AWAY_IN_A_ROW = 16;

  /**
   * Bounds memory. An entry that is dropped from it only gets another attempt that does not count.
   */
  private static final int MOST_REMEMBERED = 10_000;

  private final Map<Long, Failure> failures = new LinkedHashMap<>();
  private long clock;
  private long latestSentThatSucceeded;
  private int inARow;
  private boolean anyGotThrough;
  private int turnedAway;
  private int flight;

  private record Failure(long at, int times) {}

  /** Who is at fault for a failure. */
  enum Fault {
    OWN,
    ENDPOINT,
    UNKNOWN
  }

  /** The number of an attempt that begins now. */
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
   * @param provenBad whether attempts have counted against the entry before; its failures then say
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
   * Records that an attempt was rate limited, which is no entry's fault. It is the endpoint's if
   * everything in flight was rate limited and nothing got through.
   *
   * @param inFlight how many attempts were in flight, this one included
   */
  Fault turnedAway(int inFlight) {
    flight = turnedAway == 0 ? inFlight : flight;
    turnedAway++;
    int few = anyGotThrough ? TURNED_AWAY_IN_A_ROW : IN_A_ROW;
    return turnedAway >= Math.max(few, flight) ? Fault.ENDPOINT : Fault.UNKNOWN;
  }

  /** How many times in a row the entry has failed in this process. */
  int timesFailed(long entryId) {
    Failure failure = failures.get(entryId);
    return failure == null ? 0 : failure.times();
  }

  /** Forgets all failures, because the endpoint was at fault. */
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
