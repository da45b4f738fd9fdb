package io.botfunnel.sample.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One life of the bot after the other: whenever its process ends, it is started again, as a service
 * manager does. Thread-safe.
 */
final class Lives implements AutoCloseable {
  /** What the exit code of a process is that SIGKILL has ended. */
  static final int KILLED = 137;

  private final BotProcess bot;
  private final Map<Integer, Integer> endings = new TreeMap<>();
  private @Nullable Process process;
  private boolean over;

  Lives(BotProcess bot) {
    this.bot = bot;
  }

  synchronized void begin() {
    try {
      Process begun = bot.start();
      process = begun;
      begun.onExit().thenAccept(this::ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void ended(Process dead) {
    if (!over) {
      endings.merge(dead.exitValue(), 1, Integer::sum);
      begin();
      notifyAll();
    }
  }

  /** SIGKILL: no hook runs, nothing is flushed. Returns once the next life has begun. */
  synchronized void kill() {
    Process dying = current();
    dying.destroyForcibly();
    try {
      while (process == dying && !over) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Process current() {
    if (process == null) {
      throw new IllegalStateException("it has not begun");
    }
    return process;
  }

  /** How often a process has ended with each exit code, before the end. */
  synchronized Map<Integer, Integer> endings() {
    return new TreeMap<>(endings);
  }

  /** SIGTERM; true if the process has ended within the 10 s that a stop may take. */
  boolean end() throws InterruptedException {
    Process last = last();
    last.destroy();
    return last.waitFor(10, TimeUnit.SECONDS);
  }

  private synchronized Process last() {
    over = true;
    return current();
  }

  @Override
  public void close() {
    last().destroyForcibly().onExit().join();
  }
}
