package io.botfunnel.bot;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A {@link Next} that may be called once. It reports the middleware that calls it twice, too late,
 * or without waiting for it. Thread-safe.
 */
final class OnceNext implements Next {
  private final Next rest;
  private final String caller;
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.NOT_CALLED);

  private enum Progress {
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
    Progress before = progress.compareAndExchange(Progress.NOT_CALLED, Progress.RUNS);
    switch (before) {
      case NOT_CALLED -> run();
      case OVER ->
          throw misuse(
              "called next.proceed() after it had returned: the update counts as handled by then."
                  + " Call it before, and wait for it");
      case RUNS, HAS_RUN ->
          throw misuse(
              "called next.proceed() twice: an update is handled once."
                  + " Call it once in each branch, and return after it");
    }
  }

  private void run() throws Exception {
    try {
      rest.proceed();
    } finally {
      progress.compareAndSet(Progress.RUNS, Progress.HAS_RUN);
    }
  }

  /**
   * Called when the middleware has returned.
   *
   * @throws IllegalStateException if {@link #proceed} still runs
   */
  void over() {
    if (progress.getAndSet(Progress.OVER) == Progress.RUNS) {
      throw misuse(
          "returned while next.proceed() still runs on another thread: the order of the chat would"
              + " be lost. Wait for it");
    }
  }

  private IllegalStateException misuse(String what) {
    return new IllegalStateException(caller + " " + what);
  }
}
