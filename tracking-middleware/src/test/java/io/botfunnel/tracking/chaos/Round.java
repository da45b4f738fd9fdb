package io.botfunnel.tracking.chaos;

import io.botfunnel.testkit.xtracker.Fault;

/**
 * What is thrown at the bot at the same time.
 *
 * @param number 1 for the first
 * @param fault how the tracker fails
 * @param reach how many calls it fails
 * @param extra what else goes wrong
 * @param fate what becomes of the bot meanwhile
 */
record Round(int number, Fault fault, Reach reach, Extra extra, Fate fate) {
  /** Which calls fail. */
  enum Reach {
    ALL,
    /** A random share of them; where nothing is refused, with two other faults in the mix. */
    SOME,
    /** The next few. */
    NEXT
  }

  /** What goes wrong beside the tracker's answers. */
  enum Extra {
    NOTHING,
    /** Calls are received and recorded, and not answered until the end of the round. */
    HELD_ANSWERS,
    /** The bearer is rotated; the bot hears of it at the end of the round, the old one is good. */
    ROTATED_KEY,
    /** The bearer is rotated and the old one is no good. */
    EXPIRED_KEY,
    FULL_DISK,
    CLOCK_FORWARDS,
    CLOCK_BACKWARDS
  }

  /** What becomes of the bot. */
  enum Fate {
    LIVES,
    /** SIGKILL, and started again at once. */
    KILLED,
    /** SIGKILL, and started again at the end of the round. */
    KILLED_FOR_A_WHILE,
    /** SIGKILL, and once more while it opens its outbox. */
    KILLED_TWICE,
    /** A clean stop, and started again at once. */
    STOPPED
  }

  @Override
  public String toString() {
    return "round %d: %s on %s, %s, bot %s".formatted(number, fault, reach, extra, fate);
  }
}
