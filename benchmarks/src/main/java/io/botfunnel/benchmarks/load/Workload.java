package io.botfunnel.benchmarks.load;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.xtracker.XtrackerBodies;
import java.time.Instant;

/** The same events for all: deposits, each with an eid of its own. */
public final class Workload {
  /** The secret that all of them send; as long as a real one. */
  public static final String BEARER = "xtb_benchmark_6fJq2Vw8Rk1Zt9Ys4Np7Lm3";

  /** Where nobody listens: what is appended then stays. */
  public static final String NOWHERE = "http://127.0.0.1:1";

  public static final Money MONEY = Money.of("25.00", "USD");

  private static final XtrackerBodies BODIES = new XtrackerBodies();
  private static final long FIRST_USER = 100_000_000;

  private Workload() {}

  /** Whose event this is. */
  public static long user(int event, int users) {
    return FIRST_USER + event % users;
  }

  /** The payment's id: unique, and in no order, as payment ids are. */
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

  /** What is posted. */
  public static String body(int event, int users) {
    return BODIES.event(event(event, users), null);
  }

  public static String eid(int event) {
    return "dep-" + transaction(event);
  }
}
