package io.botfunnel.benchmarks.load;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import java.time.Instant;

/** The events that all contenders share: deposits, each with its own eid. */
public final class Workload {
  /** The bearer that every contender sends; as long as a real one. */
  public static final String BEARER = "xtb_benchmark_6fJq2Vw8Rk1Zt9Ys4Np7Lm3";

  /** An address without a listener, so that appended events stay in the outbox. */
  public static final String NOWHERE = "http://127.0.0.1:1";

  public static final Money MONEY = Money.of("25.00", "USD");

  private static final XtrackerBodies BODIES = new XtrackerBodies();
  private static final long FIRST_USER = 100_000_000;

  private Workload() {}

  /** Returns the user of an event. */
  public static long user(int event, int users) {
    return FIRST_USER + event % users;
  }

  /** Returns the payment's id: unique and in random order, as payment ids are. */
  public static String transaction(int event) {
    long mixed = (event + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return Long.toHexString(mixed ^ (mixed >>> 31));
  }

  static Conversion event(int event, int users) {
    UserId user = new UserId(user(event, users));
    return Conversion.deposit(user, transaction(event), MONEY, Instant.now());
  }

  /** Returns the body to post. */
  public static String body(int event, int users) {
    return BODIES.event(event(event, users), null);
  }

  public static String eid(int event) {
    return "dep-" + transaction(event);
  }
}
