package io.botfunnel.tracking.internal.store.h2.file;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what lives out of chunks of the file in which little does, so that their room is free
 * again. It runs on a thread of its own, beside the writer: it changes nothing that anybody reads,
 * and what it has copied is written with the writer's next store.
 */
final class H2ChunkCompactor implements AutoCloseable {
  /**
   * In percent: where less than this lives, it is copied. At H2's own 90 it copied a backlog about
   * while it was drained.
   */
  static final int COPIED_BELOW = 50;

  /** The same while the file is busy: to free a byte then costs a third of one. */
  private static final int COPIED_BELOW_WHILE_BUSY = 25;

  private static final Logger log = LoggerFactory.getLogger(H2ChunkCompactor.class);

  private static final long BETWEEN_MS = 200;

  /** Reads and writes of so few are the store that the writer makes each half second. */
  private static final long FEW_OPERATIONS = 10;

  private static final int BUSY_SHARE = 4;
  private static final int ANY = 100;
  private static final int NONE = -1;

  /** Of H2: how much of what could be copied lives, in percent. */
  private static final String ALIVE = "info.CHUNKS_FILL_RATE_RW";

  private final MVStore store;
  private final FileStore<?> file;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread housekeeping = new Thread(work, "botfunnel-housekeeping");
            housekeeping.setDaemon(true);
            return housekeeping;
          });
  private long lastOperations;

  /** A copy of an idle file that changed nothing is not made again. */
  private int aliveAtLastCopy = NONE;

  H2ChunkCompactor(MVStore store) {
    this.store = store;
    this.file = store.getFileStore();
    thread.scheduleWithFixedDelay(this::step, BETWEEN_MS, BETWEEN_MS, TimeUnit.MILLISECONDS);
  }

  private void step() {
    try {
      long operations = file.getReadCount() + file.getWriteCount();
      boolean idle = operations - lastOperations <= FEW_OPERATIONS;
      lastOperations = operations;
      copy(idle);
    } catch (RuntimeException e) {
      log.debug("{} is copied about no more until it is opened again", file.getFileName(), e);
      throw e;
    }
  }

  private void copy(boolean idle) {
    int alive = alive();
    if (alive >= (idle ? COPIED_BELOW : COPIED_BELOW_WHILE_BUSY)) {
      return;
    }
    int bytes = store.getAutoCommitMemory();
    if (!idle) {
      store.compact(ANY, bytes / BUSY_SHARE);
      aliveAtLastCopy = NONE;
    } else if (alive != aliveAtLastCopy) {
      store.compact(ANY, bytes);
      aliveAtLastCopy = alive;
    }
  }

  private int alive() {
    AtomicInteger percent = new AtomicInteger();
    file.populateInfo(
        (name, value) -> {
          if (name.equals(ALIVE)) {
            percent.set(Integer.parseInt(value));
          }
        });
    return percent.get();
  }

  /** Returns once it is at nothing. */
  @Override
  public void close() {
    thread.shutdown();
    boolean over = false;
    while (!over) {
      try {
        over = thread.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // It is over in a moment; an interrupt of the thread itself would close the file
      }
    }
  }
}
