package io.botfunnel.benchmarks.load;

/** Delivers a body; what transaction-outbox schedules a call of. */
public interface Poster {
  /** Posts it, or throws. */
  void post(String body);
}
