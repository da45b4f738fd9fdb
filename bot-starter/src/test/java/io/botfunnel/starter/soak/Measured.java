package io.botfunnel.starter.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** What was measured of all days, and whether it stays as it is. Used by one thread. */
final class Measured {
  /** Two thousand events a day that leave 300 bytes each take more of it in twelve days. */
  private static final long HEAP_BYTES = 6L << 20;

  private static final long THREADS = 8;
  private static final long FILES = 16;

  /** Fewer days of one process say nothing about a leak. */
  private static final int FEWEST_DAYS = 9;

  private final List<Day> days = new ArrayList<>();

  void add(Day day) {
    days.add(day);
  }

  Day day(int number) {
    return days.get(number - 1);
  }

  Day last() {
    return day(days.size());
  }

  /** The one with the largest files beside what lives in them. */
  Day worst() {
    return days.stream()
        .max(Comparator.comparingDouble(day -> day.fileBytes() / (double) day.livingBytes()))
        .orElseThrow();
  }

  /**
   * What the process uses is in the last third of its days what it was in the first: by the median,
   * so that one evening that is like no other decides nothing. Of a short life it says nothing.
   */
  void assertFlat(int from, int to) {
    if (to - from + 1 < FEWEST_DAYS) {
      return;
    }
    assertFlat("bytes of heap", from, to, day -> day.look().heapBytes(), HEAP_BYTES);
    assertFlat("threads", from, to, day -> day.look().threads(), THREADS);
    assertFlat("open files", from, to, day -> day.look().files(), FILES);
  }

  private void assertFlat(String what, int from, int to, ToLongFunction<Day> of, long more) {
    int third = (to - from + 1) / 3;
    long before = median(from, from + third - 1, of);
    long after = median(to - third + 1, to, of);
    assertThat(after)
        .as("%s of the process that lived from day %d to %d, at first %,d", what, from, to, before)
        .isLessThanOrEqualTo(before + more);
  }

  private long median(int from, int to, ToLongFunction<Day> of) {
    List<Long> values = days.subList(from - 1, to).stream().map(of::applyAsLong).sorted().toList();
    return values.get(values.size() / 2);
  }
}
