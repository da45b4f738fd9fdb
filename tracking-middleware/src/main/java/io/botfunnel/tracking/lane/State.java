package io.botfunnel.tracking.lane;

import java.util.Locale;

/** Where an entry stands. {@code waiting} is the only state that an entry leaves by itself. */
public enum State {
  /** Not settled yet: it is due, backing off, or behind another entry of its lane. */
  WAITING,
  /** Done: the tracker recorded it, or the handler returned. */
  DELIVERED,
  /** Done: the tracker had it already. */
  DUPLICATE,
  /** Set aside with its reason; blocks nobody and can be sent again. */
  REFUSED,
  /** Its body was erased on request before it was settled. */
  ERASED;

  /** The word in tables, logs and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a word. */
  public static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
