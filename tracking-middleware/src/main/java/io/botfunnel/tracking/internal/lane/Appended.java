package io.botfunnel.tracking.internal.lane;

/** The result of appending an entry. */
public enum Appended {
  /** The entry is new and waits. */
  QUEUED,
  /** The key is already known with this fingerprint; nothing was added. */
  DUPLICATE,
  /** The key is already known with another fingerprint; the known entry is unchanged. */
  CONFLICT
}
