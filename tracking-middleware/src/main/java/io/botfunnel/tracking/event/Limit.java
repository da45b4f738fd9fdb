package io.botfunnel.tracking.event;

/** What bounds the harm that a user or a partner can do by what they report. */
public enum Limit {
  /** New uids of one Telegram user within a day: those above it are not bound. */
  NEW_UIDS,
  /** Contradictions that are kept about one key, and of one user's binds within a day. */
  CONFLICTS,
  /** The most that a deposit counts: what is above it is set aside for the operator. */
  DEPOSIT_CEILING
}
