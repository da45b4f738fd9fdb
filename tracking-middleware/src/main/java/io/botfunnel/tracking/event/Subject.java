package io.botfunnel.tracking.event;

/** The subject of an event: a Telegram user, or a click whose user is not known. */
public sealed interface Subject permits UserId, ClickId {
  /**
   * The subject's name in event ids: the digits of a user id, or {@code fb_<uid>} for a click. A
   * click whose uid is a number is therefore never taken for a user.
   */
  String identity();
}
