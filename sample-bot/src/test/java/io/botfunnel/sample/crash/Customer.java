package io.botfunnel.sample.crash;

import io.botfunnel.testkit.telegram.BotApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A user who walks the whole funnel: what they do, and what has to come of it. Every fourth comes
 * back by another link half-way. Every third reports to the bot what the partner reports too.
 *
 * @param id the Telegram user's
 */
record Customer(long id) {
  static final String AT_THE_PARTNER = "7.25";

  /** What they do, one after the other. */
  List<Runnable> steps(BotApiServer telegram) {
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> telegram.user(id).starts("fb_" + click()));
    steps.add(() -> telegram.user(id).says("/subscribe"));
    steps.add(() -> telegram.user(id).says("/register " + trader()));
    steps.add(() -> telegram.user(id).says("/deposit 25 USD first" + id));
    if (comesBack()) {
      steps.add(() -> telegram.user(id).starts("fb_" + secondClick()));
    }
    steps.add(() -> telegram.user(id).pays("USD", 1_250, "charge" + id));
    steps.add(() -> telegram.user(id).says("/deposit 10.50 EUR second" + id));
    if (tellsOfThePartner()) {
      steps.add(
          () -> telegram.user(id).says("/deposit %s USD %s".formatted(AT_THE_PARTNER, trade())));
    }
    return steps;
  }

  private boolean comesBack() {
    return id % 4 == 0;
  }

  private boolean tellsOfThePartner() {
    return id % 3 == 0;
  }

  String click() {
    return "click" + id;
  }

  private String secondClick() {
    return "again" + id;
  }

  List<String> clicks() {
    return comesBack() ? List.of(click(), secondClick()) : List.of(click());
  }

  String trader() {
    return "trader" + id;
  }

  /** The partner's id of a deposit. */
  String trade() {
    return "post" + id;
  }

  /** What a partner's postback says. */
  Map<String, String> postback() {
    return Map.of("sub_id", click(), "sumdep", AT_THE_PARTNER, "trade_id", trade());
  }

  /** What the handlers record, in this order: event and eid. */
  List<String> inOrder() {
    return List.of(
        "contact contact-" + id,
        "subscribed subscribed-" + id,
        "registration " + trader(),
        "deposit dep-first" + id,
        "deposit dep-second" + id);
  }

  /** All that they do that counts: event and eid. */
  List<String> conversions() {
    List<String> all = new ArrayList<>(inOrder());
    all.add("deposit dep-charge" + id);
    all.add("deposit dep-" + trade());
    return all;
  }

  /** What the bot has to have answered at least once, in this order. */
  List<String> answers() {
    return List.of("Welcome!", "subscribed", trader(), "first" + id, "second" + id);
  }

  /** What the bot has to have said of the deposits at least once, in any order. */
  List<String> thanks() {
    return List.of(
        "Your deposit of 25.00 USD has arrived",
        "Your deposit of 12.50 USD has arrived",
        "Your deposit of 10.50 EUR has arrived",
        "Your deposit of %s USD has arrived".formatted(AT_THE_PARTNER));
  }
}
