package io.botfunnel.tracking.outbox;

import java.util.Locale;

/** The state of an entry. An entry leaves only {@code waiting} automatically. */
public enum State {
  /** Not settled yet: due, backing off, or behind another entry of its lane. */
  WAITING,
  /** Finished: the tracker recorded it, or the handler returned. */
  DELIVERED,
  /** Finished: the tracker already had it. */
  DUPLICATE,
  /** In the dead-letter queue with its reason; blocks no other entry and can be sent again. */
  REFUSED,
  /** Its body was erased on request before the entry was delivered. */
  ERASED;

  /** The word in tables, logs and metrics, such as {@code waiting}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state with this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
