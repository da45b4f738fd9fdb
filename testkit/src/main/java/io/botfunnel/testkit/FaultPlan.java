package io.botfunnel.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which call fails and how. A scripted fault ({@link #failNext}) comes before a conditional
 * one ({@link #failWhen}), and that before a fault for every call. Thread-safe.
 *
 * @param <C> a call
 * @param <F> a fault
 */
public final class FaultPlan<C, F> {
  private final Deque<Script<F>> scripts = new ArrayDeque<>();
  private final List<Rule<C, F>> rules = new ArrayList<>();
  private Standing<F> standing = () -> null;

  public synchronized void fail(F fault) {
    standing = () -> fault;
  }

  public synchronized void failNext(int calls, F fault) {
    if (calls < 1) {
      throw new IllegalArgumentException("failNext takes 1 call or more, not " + calls);
    }
    scripts.add(new Script<>(calls, fault));
  }

  public synchronized void failWhen(Predicate<C> which, F fault) {
    rules.add(new Rule<>(which, fault));
  }

  public synchronized void failRandomly(double share, long seed, List<F> faults) {
    if (!(share >= 0 && share <= 1) || faults.isEmpty()) {
      throw new IllegalArgumentException(
          "failRandomly takes a share of 0 to 1 and at least one fault, not " + share + faults);
    }
    Random random = new Random(seed);
    standing = () -> random.nextDouble() < share ? faults.get(random.nextInt(faults.size())) : null;
  }

  public synchronized void heal() {
    scripts.clear();
    rules.clear();
    standing = () -> null;
  }

  /** Returns the fault for the call that has just arrived, or null. */
  public synchronized @Nullable F next(C call) {
    F scripted = scripted();
    if (scripted != null) {
      return scripted;
    }
    F conditional = conditional(call);
    return conditional != null ? conditional : standing.next();
  }

  private @Nullable F scripted() {
    Script<F> script = scripts.poll();
    if (script == null) {
      return null;
    }
    if (script.calls > 1) {
      scripts.addFirst(new Script<>(script.calls - 1, script.fault));
    }
    return script.fault;
  }

  private @Nullable F conditional(C call) {
    for (Rule<C, F> rule : rules) {
      if (rule.which.test(call)) {
        return rule.fault;
      }
    }
    return null;
  }

  private record Script<F>(int calls, F fault) {}

  private record Rule<C, F>(Predicate<C> which, F fault) {}

  private interface Standing<F> {
    @Nullable F next();
  }
}
