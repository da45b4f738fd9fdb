package io.botfunnel.bot;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A {@link Next} that may be called once. It reports the middleware that calls it twice, too late,
 * or without waiting for it. Thread-safe.
 */
final class OnceNext implements Next {
  private final Next rest;
  private final String caller;
  private final AtomicReference<CallState> state = new AtomicReference<>(CallState.NOT_CALLED);

  private enum CallState {
    NOT_CALLED,
    RUNS,
    HAS_RUN,
    OVER
  }

  /**
   * @param caller names the middleware in error messages
   */
  OnceNext(Next rest, String caller) {
    this.rest = rest;
    this.caller = caller;
  }

  @Override
  public void proceed() throws Exception {
    CallState before = state.compareAndExchange(CallState.NOT_CALLED, CallState.RUNS);
    switch (before) {
      case NOT_CALLED -> run();
      case OVER ->
          throw misuse(
              "called next.proceed() after it had returned, when the update counted as handled."
                  + " Call it before returning, and wait for it");
      case RUNS, HAS_RUN ->
          throw misuse(
              "called next.proceed() twice, but an update is handled once."
                  + " Call it once in each branch, and return after it");
    }
  }

  private void run() throws Exception {
    try {
      rest.proceed();
    } finally {
      state.compareAndSet(CallState.RUNS, CallState.HAS_RUN);
    }
  }

  /**
   * Called when the middleware has returned.
   *
   * @throws IllegalStateException if {@link #proceed} still runs
   */
  void over() {
    if (state.getAndSet(CallState.OVER) == CallState.RUNS) {
      throw misuse(
          "returned while next.proceed() still runs on another thread, which would break the order"
              + " of the chat. Wait for it");
    }
  }

  private IllegalStateException misuse(String what) {
    return new IllegalStateException(caller + " " + what);
  }
}
