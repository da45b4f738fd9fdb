package io.botfunnel.tracking.event;

/** Which click a user's events carry when he arrives a second time with another uid. */
public enum Attribution {
  /** The newest click: he is bound again and later events carry it. */
  LAST_CLICK,
  /**
   * The first click: a later uid is not bound at the tracker. That it is the user's stays known, so
   * that what a partner reports by it is told from what counts once per user.
   */
  FIRST_CLICK
}
