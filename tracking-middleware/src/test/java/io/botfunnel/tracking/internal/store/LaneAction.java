package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.internal.lane.Settlement.Result;
import java.util.ArrayList;
import java.util.List;
import org.quicktheories.api.Pair;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;

/** Something that happens to lanes; a list of these is a story that a failure can be told in. */
sealed interface LaneAction {
  /** Appends one; few keys and two fingerprints, so that keys meet again. */
  record Append(int lane, int key, int fingerprint) implements LaneAction {}

  /** Claims. */
  record Claim(int limit) implements LaneAction {}

  /** Notes that the handler of one of those in hand begins. */
  record Begin(int which) implements LaneAction {}

  /** Notes that the handler of one of those in hand has ended. */
  record End(int which) implements LaneAction {}

  /** Settles, in one call, so many of those in hand; LATER and HELD until so much later. */
  record Settle(int howMany, Result result, int laterMs) implements LaneAction {}

  /** Settles one for good twice, as a repeated settlement would. */
  record SettleTwice(int which, Result first, Result second) implements LaneAction {}

  /** Lets time pass. */
  record Wait(int millis) implements LaneAction {}

  /** Lets a refused one wait again. */
  record SendAgain(int key) implements LaneAction {}

  /** Erases one, whatever its state. */
  record Erase(int key) implements LaneAction {}

  /** Makes due what is due later than this from now. */
  record Clamp(int laterMs) implements LaneAction {}

  /** Closes the store and opens it again. */
  record Restart() implements LaneAction {}

  /** How many different keys there are. */
  int KEYS = 30;

  /** Stories of 1 to {@code longest} actions. */
  static Gen<List<LaneAction>> stories(int longest) {
    Gen<Integer> length = Generate.range(1, longest);
    Gen<LaneAction> action = Generate.frequency(weighted());
    return random -> {
      List<LaneAction> story = new ArrayList<>();
      for (int left = length.generate(random); left > 0; left--) {
        story.add(action.generate(random));
      }
      return story;
    };
  }

  private static List<Pair<Integer, Gen<LaneAction>>> weighted() {
    Gen<Integer> key = Generate.range(0, KEYS - 1);
    Gen<Integer> millis = Generate.pick(List.of(0, 1, 50, 100, 1_000));
    Gen<Integer> few = Generate.range(1, 4);
    Gen<Result> result = Generate.enumValues(Result.class);
    Gen<Result> last = Generate.pick(List.of(Result.DELIVERED, Result.DUPLICATE, Result.REFUSED));
    return List.of(
        Pair.of(
            30,
            key.zip(few, Generate.range(0, 5).map(n -> n / 5), (k, l, f) -> new Append(l, k, f))),
        Pair.of(20, few.map(Claim::new)),
        Pair.of(6, few.map(Begin::new)),
        Pair.of(2, few.map(End::new)),
        Pair.of(25, few.zip(result, millis, Settle::new)),
        Pair.of(2, few.zip(last, last, SettleTwice::new)),
        Pair.of(8, millis.map(Wait::new)),
        Pair.of(6, key.map(SendAgain::new)),
        Pair.of(5, key.map(Erase::new)),
        Pair.of(2, millis.map(Clamp::new)),
        Pair.of(1, Generate.constant(new Restart())));
  }
}
