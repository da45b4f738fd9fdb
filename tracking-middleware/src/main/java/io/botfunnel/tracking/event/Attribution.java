package io.botfunnel.tracking.event;

/** Which click a user's events carry if the user arrives again with another uid. */
public enum Attribution {
  /** The newest click: the user is bound again, and later events carry the new uid. */
  LAST_CLICK,
  /**
   * The first click: a later uid is not bound at the tracker. It still belongs to the user here, so
   * that a partner's report under it is recognized as a repeat of what counts once per user.
   */
  FIRST_CLICK
}
