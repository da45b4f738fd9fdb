package io.botfunnel.tracking.event;

/** Whom an event is about: a Telegram user, or a click whose user is not known. */
public sealed interface Subject permits UserId, ClickId {
  /**
   * How event ids name the subject: the digits of a user id, {@code fb_<uid>} for a click, so that
   * a click whose uid is a number is never taken for a user.
   */
  String identity();
}
