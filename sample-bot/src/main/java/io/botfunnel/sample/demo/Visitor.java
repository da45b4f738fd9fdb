package io.botfunnel.sample.demo;

import io.botfunnel.testkit.telegram.FakeUser;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;

/** A simulated user who acts step by step and takes time to read in between. */
final class Visitor {
  private static final Duration QUICKEST = Duration.ofMillis(1_200);
  private static final Duration SLOWEST = Duration.ofSeconds(3);

  private final FakeUser user;
  private final Iterator<Consumer<FakeUser>> acts;
  private final Chance chance;
  private final Pace pace;
  private final Timetable timetable;

  Visitor(
      FakeUser user,
      Iterator<Consumer<FakeUser>> acts,
      Chance chance,
      Pace pace,
      Timetable timetable) {
    this.user = user;
    this.acts = acts;
    this.chance = chance;
    this.pace = pace;
    this.timetable = timetable;
  }

  void goOn() {
    acts.next().accept(user);
    if (acts.hasNext()) {
      timetable.after(pace.of(chance.between(QUICKEST, SLOWEST)), this::goOn);
    }
  }
}
