package io.botfunnel.sample.demo;

import io.botfunnel.testkit.FakeUser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one simulated user is going to do, from his arrival to where he drops out: a whole way to a
 * deposit, for about half of them.
 */
final class Journey {
  private static final List<String> AMOUNTS =
      List.of("10.00 USD", "25.00 USD", "25.00 USD", "50.00 USD", "40.00 EUR");

  private final int number;
  private final Chance chance;
  private final List<Consumer<FakeUser>> acts = new ArrayList<>();

  private Journey(int number, Chance chance) {
    this.number = number;
    this.chance = chance;
  }

  /**
   * The acts of a user, in order.
   *
   * @param number of the user, 1 for the first
   */
  static List<Consumer<FakeUser>> of(int number, Chance chance) {
    Journey journey = new Journey(number, chance);
    journey.arrive();
    return List.copyOf(journey.acts);
  }

  private void arrive() {
    String payload = "fb_" + chance.clickId();
    boolean organic = number % 7 == 4;
    acts.add(organic ? FakeUser::starts : user -> user.starts(payload));
    if (goesOn(85)) {
      subscribe();
    }
  }

  private void subscribe() {
    boolean tapping = chance.percent(70);
    acts.add(tapping ? user -> user.presses("/subscribe") : saying("/subscribe"));
    if (goesOn(80)) {
      register();
    }
  }

  private void register() {
    acts.add(saying("/register PO-" + (4_000 + number)));
    if (goesOn(80)) {
      deposit();
    }
  }

  private void deposit() {
    if (number % 6 == 3) {
      acts.add(saying("/deposit 25,00 USD tx-" + number));
    }
    String deposit = "/deposit " + chance.oneOf(AMOUNTS) + " tx-" + number;
    acts.add(saying(deposit));
    if (chance.percent(25)) {
      acts.add(saying(deposit));
    }
    acts.add(user -> user.presses("/status"));
  }

  /** The first ones go all the way, so that a spectator need not wait. */
  private boolean goesOn(int likely) {
    boolean lucky = chance.percent(likely);
    return number <= 2 || lucky;
  }

  private static Consumer<FakeUser> saying(String text) {
    return user -> user.says(text);
  }
}
