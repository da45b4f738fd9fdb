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

  private record Outage(Fault fault, String words) {}

  private static final List<Outage> TROUBLES =
      List.of(
          new Outage(Fault.UNAVAILABLE_503, "the tracker is down (503)"),
          new Outage(
              Fault.RESET_AFTER_RECORDING, "the tracker records events, but its answers are lost"),
          new Outage(Fault.RATE_LIMITED_429, "the tracker is rate limiting (429)"));

  private final XtrackerServer tracker;
  private final Pace pace;
  private final Timetable timetable;
  private final Consumer<String> output;
  private final Iterator<Outage> next =
      Stream.generate(() -> TROUBLES).flatMap(List::stream).iterator();
  private final AtomicInteger count = new AtomicInteger();

  Outages(XtrackerServer tracker, Pace pace, Timetable timetable, Consumer<String> output) {
    this.tracker = tracker;
    this.pace = pace;
    this.timetable = timetable;
    this.output = output;
  }

  void start() {
    timetable.after(pace.of(FIRST), this::begin);
  }

  /** Returns how many outages there were so far. */
  int count() {
    return count.get();
  }

  private void begin() {
    Outage outage = next.next();
    count.incrementAndGet();
    tracker.fail(outage.fault());
    output.accept(outage.words() + "; events wait on disk");
    timetable.after(pace.of(LENGTH), this::end);
    timetable.after(pace.of(EVERY), this::begin);
  }

  private void end() {
    tracker.heal();
    output.accept("the tracker works again");
  }
}
