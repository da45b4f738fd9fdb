package io.botfunnel.benchmarks.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arrival time of each event, from {@link System#nanoTime}: on Linux, all processes of a
 * machine share that monotonic clock. Thread-safe.
 */
final class Receipts {
  private long[] times = new long[1 << 16];
  private int received;
  private boolean traces;
  private final Map<String, Long> traced = new LinkedHashMap<>();

  /** Forgets all events, and sets whether eids are kept from now on. */
  synchronized void reset(boolean keepEids) {
    received = 0;
    traces = keepEids;
    traced.clear();
  }

  synchronized boolean traces() {
    return traces;
  }

  /** Records the arrival of a complete event. */
  synchronized void arrived(long nanoTime) {
    if (received == times.length) {
      times = Arrays.copyOf(times, 2 * received);
    }
    times[received++] = nanoTime;
  }

  /** Records the arrival of a complete event with this eid; the first time counts. */
  synchronized void arrived(long nanoTime, String eid) {
    arrived(nanoTime);
    traced.putIfAbsent(eid, nanoTime);
  }

  synchronized int received() {
    return received;
  }

  /** Returns events per second between two events, counted from 1 in the order of arrival. */
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
