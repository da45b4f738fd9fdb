package io.botfunnel.starter.cluster;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Receipt;

/**
 * What a worker is told of a user, as it goes through the pipe: three words.
 *
 * @param kind "bind", "contact" or "deposit"
 * @param id the uid or the transaction id; {@code -} for a contact
 */
record Report(long user, String kind, String id) {
  /** What every deposit is worth. */
  static final String AMOUNT = "1.00";

  static final String CURRENCY = "USD";

  static Report bind(long user, String uid) {
    return new Report(user, "bind", uid);
  }

  static Report contact(long user) {
    return new Report(user, "contact", "-");
  }

  static Report deposit(long user, String transactionId) {
    return new Report(user, "deposit", transactionId);
  }

  static Report parse(String words) {
    String[] word = words.split(" ", -1);
    return new Report(Long.parseLong(word[0]), word[1], word[2]);
  }

  boolean isDeposit() {
    return kind.equals("deposit");
  }

  /** What it is counted by, reckoned here and not by the library. */
  String eid() {
    return switch (kind) {
      case "bind" -> "bind-" + user + "-" + id;
      case "deposit" -> "dep-" + id;
      default -> "contact-" + user;
    };
  }

  Receipt to(Tracking tracking) {
    return switch (kind) {
      case "bind" -> tracking.bind(user, id);
      case "deposit" -> tracking.user(user).deposit(AMOUNT, CURRENCY, id);
      default -> tracking.user(user).contact();
    };
  }

  @Override
  public String toString() {
    return user + " " + kind + " " + id;
  }
}
