package io.botfunnel.sample.demo;

import io.botfunnel.testkit.telegram.FakeUser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a simulated user does, from their arrival to where they drop out. About half of them go all
 * the way to a deposit.
 */
final class Journey {
  private static final List<String> AMOUNTS =
      List.of("10.00 USD", "25.00 USD", "25.00 USD", "50.00 USD", "40.00 EUR");

  private final int number;
  private final Chance chance;
  private final long channel;
  private final Broker broker;
  private final String uid;
  private final List<Consumer<FakeUser>> acts = new ArrayList<>();

  private Journey(int number, Chance chance, long channel, Broker broker) {
    this.number = number;
    this.chance = chance;
    this.channel = channel;
    this.broker = broker;
    this.uid = chance.clickId();
  }

  /**
   * Returns the acts of a user, in order.
   *
   * @param number the number of the user, 1 for the first
   * @param channel the id of the channel that some join
   * @param broker the broker at which some deposit
   */
  static List<Consumer<FakeUser>> of(int number, Chance chance, long channel, Broker broker) {
    Journey journey = new Journey(number, chance, channel, broker);
    journey.arrive();
    return List.copyOf(journey.acts);
  }

  private void arrive() {
    acts.add(isOrganic() ? FakeUser::starts : user -> user.starts("fb_" + uid));
    if (goesOn(85)) {
      subscribe();
    }
  }

  private void subscribe() {
    boolean tapping = chance.percent(70);
    if (number % 2 == 0) {
      acts.add(user -> user.joins(channel));
    } else {
      acts.add(tapping ? user -> user.presses("/subscribe") : saying("/subscribe"));
    }
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
    String amount = chance.oneOf(AMOUNTS);
    if (number % 3 == 2 && !isOrganic()) {
      acts.add(user -> broker.reports(uid, amount, transaction()));
    } else {
      write(amount);
    }
    if (chance.percent(25)) {
      acts.add(saying(deposit(amount)));
    }
    acts.add(user -> user.presses("/status"));
  }

  private void write(String amount) {
    if (number % 6 == 3) {
      acts.add(saying(deposit("25,00 USD")));
    }
    acts.add(saying(deposit(amount)));
  }

  private String deposit(String amount) {
    return "/deposit " + amount + " " + transaction();
  }

  private String transaction() {
    return "tx-" + number;
  }

  /** An organic user has no click id that a broker could report. */
  private boolean isOrganic() {
    return number % 7 == 4;
  }

  /** The first users go all the way, so that a spectator need not wait. */
  private boolean goesOn(int likely) {
    boolean lucky = chance.percent(likely);
    return number <= 2 || lucky;
  }

  private static Consumer<FakeUser> saying(String text) {
    return user -> user.says(text);
  }
}
