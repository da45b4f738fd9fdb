package io.botfunnel.tracking.internal.concurrent;

import java.util.concurrent.ThreadFactory;

/** Creates named threads that do not keep the process alive. Safe for use from any thread. */
public final class DaemonThread {
  private DaemonThread() {}

  /**
   * Creates a thread; the caller starts it.
   *
   * @param name as thread dumps and logs show it, such as {@code botfunnel-store}
   */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns a factory whose threads all have this name, for an executor of one thread.
   *
   * @param name as thread dumps and logs show it, such as {@code botfunnel-store}
   */
  public static ThreadFactory factory(String name) {
    return work -> of(name, work);
  }
}
