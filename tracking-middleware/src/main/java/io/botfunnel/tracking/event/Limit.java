package io.botfunnel.tracking.event;

/** The limits on the harm that a user or a partner can do by their reports. */
public enum Limit {
  /** New uids of one Telegram user per day: further ones are not bound. */
  NEW_UIDS,
  /** Stored conflicts about one key, and those of one user's binds per day. */
  CONFLICTS,
  /** The highest deposit that counts at once: a higher one waits for the operator's decision. */
  DEPOSIT_CEILING
}
