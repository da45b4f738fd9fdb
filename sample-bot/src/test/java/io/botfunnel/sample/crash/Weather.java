package io.botfunnel.sample.crash;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.time.Duration;
import java.util.Random;

/**
 * How the tracker fails, one way after the other. It never calls a good event invalid: that would
 * be for good. Used by one thread at a time.
 */
final class Weather {
  /** They pass, and may have recorded what they did not answer. */
  private static final Fault[] PASSING = {
    Fault.RESET_BEFORE_RECORDING,
    Fault.RESET_AFTER_RECORDING,
    Fault.HALF_BODY_AFTER_RECORDING,
    Fault.INTERNAL_500,
    Fault.UNAVAILABLE_503,
    Fault.BAD_GATEWAY_502_HTML,
    Fault.EMPTY_200,
    Fault.CAPTIVE_PORTAL_200,
    Fault.REDIRECT_302,
    Fault.RATE_LIMITED_429,
    Fault.RATE_LIMITED_429_BARE,
    Fault.TIMEOUT_408
  };

  /** Beyond the bot's patience with one answer. */
  private static final Duration TOO_SLOW = Duration.ofSeconds(3);

  private final XtrackerServer xtracker;
  private final Random random;

  Weather(XtrackerServer xtracker, Random random) {
    this.xtracker = xtracker.slowBy(TOO_SLOW);
    this.random = random;
  }

  void change() {
    clear();
    switch (random.nextInt(8)) {
      case 0 -> xtracker.fail(Fault.UNAVAILABLE_503);
      case 1 -> xtracker.fail(Fault.UNAUTHORIZED_401);
      case 2 -> xtracker.fail(Fault.RATE_LIMITED_429);
      case 3 -> xtracker.holdAnswers();
      case 4 -> xtracker.failRandomly(0.5, random.nextLong(), Fault.SLOW_ANSWER);
      case 5 -> xtracker.failRandomly(0.5, random.nextLong(), PASSING);
      default -> xtracker.failRandomly(0.2, random.nextLong(), PASSING);
    }
  }

  void clear() {
    xtracker.heal();
    xtracker.releaseAnswers();
  }
}
