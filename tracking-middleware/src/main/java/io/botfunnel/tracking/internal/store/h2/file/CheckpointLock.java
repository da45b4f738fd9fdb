package io.botfunnel.tracking.internal.store.h2.file;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps authors' statements and {@link H2Checkpointer} apart: either many statements run at once,
 * or one checkpoint. Thread-safe.
 */
public final class CheckpointLock {
  /** Most statements are over by then; hooks may be waiting for the checkpoint. */
  private static final long PATIENCE_MS = 20;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Calls a method of H2's JDBC driver, which may run a statement. */
  public @Nullable Object invoke(
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

  /** Locks out statements if none is running now; returns whether it did. */
  boolean tryLock() {
    return lock.writeLock().tryLock();
  }

  /** Locks out statements, waiting briefly for running ones; returns whether it did. */
  boolean tryLockBriefly() {
    try {
      return lock.writeLock().tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // No other code owns the writer's thread
      return tryLock();
    }
  }

  /** Lets statements run again. */
  void unlock() {
    lock.writeLock().unlock();
  }
}
