package io.botfunnel.sample.demo;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Short outages of the tracker, one kind after the other. Runs on the timetable's thread. */
final class Outages {
  /** Chosen so that a summary, printed every 5 s, falls into each outage. */
  private static final Duration FIRST = Duration.ofSeconds(17);

  private static final Duration EVERY = Duration.ofSeconds(20);
  private static final Duration LENGTH = Duration.ofSeconds(5);

  private record Trouble(Fault fault, String words) {}

  private static final List<Trouble> TROUBLES =
      List.of(
          new Trouble(Fault.UNAVAILABLE_503, "the tracker is down (503)"),
          new Trouble(
              Fault.RESET_AFTER_RECORDING, "the tracker records but its answers do not arrive"),
          new Trouble(Fault.RATE_LIMITED_429, "the tracker asks everybody to slow down (429)"));

  private final XtrackerServer tracker;
  private final Pace pace;
  private final Timetable timetable;
  private final Consumer<String> told;
  private final Iterator<Trouble> next =
      Stream.generate(() -> TROUBLES).flatMap(List::stream).iterator();
  private final AtomicInteger count = new AtomicInteger();

  Outages(XtrackerServer tracker, Pace pace, Timetable timetable, Consumer<String> told) {
    this.tracker = tracker;
    this.pace = pace;
    this.timetable = timetable;
    this.told = told;
  }

  void start() {
    timetable.after(pace.of(FIRST), this::begin);
  }

  /** Returns how many outages there were so far. */
  int count() {
    return count.get();
  }

  private void begin() {
    Trouble trouble = next.next();
    count.incrementAndGet();
    tracker.fail(trouble.fault());
    told.accept(trouble.words() + "; events wait on disk");
    timetable.after(pace.of(LENGTH), this::end);
    timetable.after(pace.of(EVERY), this::begin);
  }

  private void end() {
    tracker.heal();
    told.accept("the tracker is well again");
  }
}
