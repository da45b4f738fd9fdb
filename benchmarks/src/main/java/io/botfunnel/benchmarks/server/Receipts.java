package io.botfunnel.benchmarks.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When each event arrived, by {@link System#nanoTime}: on Linux one monotonic clock for all
 * processes of a machine. Thread-safe.
 */
final class Receipts {
  private long[] times = new long[1 << 16];
  private int received;
  private boolean traces;
  private final Map<String, Long> traced = new LinkedHashMap<>();

  /** Forgets all; from now on the eids are kept too, or not. */
  synchronized void reset(boolean keepEids) {
    received = 0;
    traces = keepEids;
    traced.clear();
  }

  synchronized boolean traces() {
    return traces;
  }

  /** An event has arrived whole. */
  synchronized void arrived(long nanoTime) {
    if (received == times.length) {
      times = Arrays.copyOf(times, 2 * received);
    }
    times[received++] = nanoTime;
  }

  /** An event with this eid has arrived whole; the first time counts. */
  synchronized void arrived(long nanoTime, String eid) {
    arrived(nanoTime);
    traced.putIfAbsent(eid, nanoTime);
  }

  synchronized int received() {
    return received;
  }

  /** Events per second between two of them, counted from 1 in the order of arrival. */
  synchronized double perSecond(int from, int to) {
    if (from < 1 || to <= from || to > received) {
      throw new IllegalArgumentException(
          "No rate from event %d to %d of %d".formatted(from, to, received));
    }
    return (to - from) * 1e9 / (times[to - 1] - times[from - 1]);
  }

  synchronized Map<String, Long> traced() {
    return new LinkedHashMap<>(traced);
  }
}
