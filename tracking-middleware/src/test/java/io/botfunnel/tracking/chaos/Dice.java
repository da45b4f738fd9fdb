package io.botfunnel.tracking.chaos;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.chaos.Round.Extra;
import io.botfunnel.tracking.chaos.Round.Fate;
import io.botfunnel.tracking.chaos.Round.Reach;
import java.util.List;
import java.util.Random;

/** Draws the rounds. Whatever a run's length, each fault is dealt before one comes again. */
final class Dice {
  private static final List<Fate> FATES =
      List.of(
          Fate.LIVES,
          Fate.LIVES,
          Fate.LIVES,
          Fate.KILLED,
          Fate.KILLED,
          Fate.KILLED_FOR_A_WHILE,
          Fate.KILLED_TWICE,
          Fate.STOPPED);

  private final Bag<Fault> faults;
  private final Bag<Reach> reaches;
  private final Bag<Extra> extras;
  private final Bag<Fate> fates;
  private int rounds;

  Dice(Random random, List<Extra> extras) {
    this.faults = new Bag<>(random, List.of(Fault.values()));
    this.reaches = new Bag<>(random, List.of(Reach.values()));
    this.extras = new Bag<>(random, extras);
    this.fates = new Bag<>(random, FATES);
  }

  Round roll() {
    return new Round(++rounds, faults.draw(), reaches.draw(), extras.draw(), fates.draw());
  }

  boolean everyFaultWasDealt() {
    return rounds >= Fault.values().length;
  }

  int rounds() {
    return rounds;
  }
}
