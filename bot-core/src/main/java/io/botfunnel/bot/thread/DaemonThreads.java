package io.botfunnel.bot.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes named daemon threads, which do not keep the process alive. Thread-safe. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Creates a thread with a name; it is not started yet. */
  public static Thread create(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns a factory of threads with one name. */
  public static ThreadFactory named(String name) {
    return work -> create(name, work);
  }

  /** Returns a factory of threads whose names are the prefix and a number that starts at 1. */
  public static ThreadFactory numbered(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return work -> create(prefix + number.incrementAndGet(), work);
  }
}
