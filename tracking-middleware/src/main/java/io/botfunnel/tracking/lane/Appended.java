package io.botfunnel.tracking.lane;

/** What appending an entry led to. */
public enum Appended {
  /** It is new and waits. */
  QUEUED,
  /** The key is known with the same fingerprint. */
  DUPLICATE,
  /** The key is known with another fingerprint; the known entry stays as it is. */
  CONFLICT
}
