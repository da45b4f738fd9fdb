package io.botfunnel.tracking.chaos;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.ReceivedCall;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.chaos.Round.Reach;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the tracker fail, and remembers what it refused for good: that is set aside, so it comes
 * out of order and has to be sent again. Thread-safe where the tracker's threads meet it.
 */
final class Troubles {
  private static final Set<Fault> REFUSING =
      EnumSet.range(Fault.INVALID_EVENT_200, Fault.UNPROCESSABLE_422);
  private static final Set<Fault> OF_THE_KEY =
      EnumSet.of(Fault.UNAUTHORIZED_401, Fault.FORBIDDEN_403);
  private static final List<Fault> PASSING = List.copyOf(EnumSet.complementOf(refusingOrKeys()));
  private static final Pattern TG_ID = Pattern.compile("\"tg_id\":([0-9]+)");
  private static final int MOST_NEXT = 40;

  private final XtrackerServer tracker;
  private final Random random;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  Troubles(XtrackerServer tracker, Random random) {
    this.tracker = tracker;
    this.random = random;
  }

  private static EnumSet<Fault> refusingOrKeys() {
    EnumSet<Fault> faults = EnumSet.copyOf(REFUSING);
    faults.addAll(OF_THE_KEY);
    return faults;
  }

  static boolean doubtsTheKey(Fault fault) {
    return OF_THE_KEY.contains(fault);
  }

  /** Begins to fail calls, until the tracker is healed. */
  void begin(Fault fault, Reach reach) {
    if (REFUSING.contains(fault)) {
      refuse(fault, reach);
      return;
    }
    switch (reach) {
      case ALL -> tracker.fail(fault);
      case SOME -> tracker.failRandomly(share(), random.nextLong(), fault, passing(), passing());
      case NEXT -> tracker.failNext(few(), fault);
    }
  }

  private void refuse(Fault fault, Reach reach) {
    Random falls = new Random(random.nextLong());
    double share = share();
    AtomicInteger left = new AtomicInteger(few());
    switch (reach) {
      case ALL -> refuseWhen(call -> true, fault);
      case SOME -> refuseWhen(call -> falls.nextDouble() < share, fault);
      case NEXT -> refuseWhen(call -> left.getAndDecrement() > 0, fault);
    }
  }

  private void refuseWhen(Predicate<ReceivedCall> which, Fault fault) {
    tracker.failWhen(call -> which.test(call) && noted(call), fault);
  }

  private boolean noted(ReceivedCall call) {
    refused.add(eidOf(call));
    return true;
  }

  /** What a call is about, as receipts name it. */
  static String eidOf(ReceivedCall call) {
    if (call.eid() != null) {
      return call.eid();
    }
    Matcher tgId = TG_ID.matcher(call.body());
    return tgId.find() ? "bind-" + tgId.group(1) + "-" + call.uid() : call.body();
  }

  /** What was ever refused. */
  Set<String> refused() {
    return new HashSet<>(refused);
  }

  private double share() {
    return 0.1 + random.nextDouble() * 0.6;
  }

  private int few() {
    return 1 + random.nextInt(MOST_NEXT);
  }

  private Fault passing() {
    return PASSING.get(random.nextInt(PASSING.size()));
  }
}
