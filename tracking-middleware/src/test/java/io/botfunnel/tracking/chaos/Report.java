package io.botfunnel.tracking.chaos;

import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Receipt;

/**
 * Something that a caller reports about a user, as both sides of the pipe write it: six words.
 *
 * @param kind a bind, or the name of the event
 * @param id the uid, the trader id or the transaction id; {@code -} where there is none
 * @param amount such as {@code 25.00}, with all digits of its currency; {@code -} but for a deposit
 * @param currency ISO-4217; {@code -} but for a deposit
 * @param via a click of the user's by which it is reported; {@code -} where it is by the user
 */
record Report(long user, String kind, String id, String amount, String currency, String via) {
  static final String BIND = "bind";
  static final String DEPOSIT = "deposit";
  private static final String NONE = "-";

  static Report bind(long user, String uid) {
    return new Report(user, BIND, uid, NONE, NONE, NONE);
  }

  static Report contact(long user) {
    return new Report(user, "contact", NONE, NONE, NONE, NONE);
  }

  static Report subscribed(long user) {
    return new Report(user, "subscribed", NONE, NONE, NONE, NONE);
  }

  static Report registration(long user, String traderId) {
    return new Report(user, "registration", traderId, NONE, NONE, NONE);
  }

  static Report deposit(long user, String transactionId, String amount, String currency) {
    return new Report(user, DEPOSIT, transactionId, amount, currency, NONE);
  }

  static Report parse(String words) {
    String[] word = words.split(" ", -1);
    return new Report(Long.parseLong(word[0]), word[1], word[2], word[3], word[4], word[5]);
  }

  /** What is reported by the user, as a partner reports it: by a click. */
  Report via(String uid) {
    return new Report(user, kind, id, amount, currency, uid);
  }

  /** Whether both report the same, by whichever way. */
  boolean isLike(Report other) {
    return via(NONE).equals(other.via(NONE));
  }

  boolean isBind() {
    return kind.equals(BIND);
  }

  boolean isDeposit() {
    return kind.equals(DEPOSIT);
  }

  /** What it is counted by, reckoned here and not by the library. */
  String eid() {
    return switch (kind) {
      case BIND -> "bind-" + user + "-" + id;
      case DEPOSIT -> "dep-" + id;
      case "registration" -> id;
      default -> kind + "-" + user;
    };
  }

  Receipt to(Tracking tracking) {
    Hooks hooks = via.equals(NONE) ? tracking.user(user) : tracking.click(via);
    return switch (kind) {
      case BIND -> tracking.bind(user, id);
      case DEPOSIT -> hooks.deposit(amount, currency, id);
      case "registration" -> hooks.registration(id);
      case "subscribed" -> hooks.subscribed();
      default -> hooks.contact();
    };
  }

  @Override
  public String toString() {
    return String.join(" ", Long.toString(user), kind, id, amount, currency, via);
  }
}
