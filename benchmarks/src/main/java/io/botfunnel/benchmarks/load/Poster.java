package io.botfunnel.benchmarks.load;

/** Delivers a body; transaction-outbox schedules calls of this method. */
public interface Poster {
  /** Posts the body; throws if that fails. */
  void post(String body);
}
