package io.botfunnel.tracking.internal.store.h2.file;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps authors' statements and {@link H2Checkpointer} apart: many statements at once, or a store.
 * Safe for use from any thread.
 */
public final class CheckpointLock {
  /** Most statements are over by then; hooks may be waiting for it. */
  private static final long PATIENCE_MS = 20;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Calls a method of H2's JDBC driver, which may be a statement. */
  public @Nullable Object pass(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    lock.readLock().lock();
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Closes it where nobody is within a statement. */
  boolean closedAtOnce() {
    return lock.writeLock().tryLock();
  }

  /** Closes it, where the statements end in a moment. */
  boolean closedSoon() {
    try {
      return lock.writeLock().tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but we own the writer's thread
      return closedAtOnce();
    }
  }

  /** Opens it again. */
  void open() {
    lock.writeLock().unlock();
  }
}
