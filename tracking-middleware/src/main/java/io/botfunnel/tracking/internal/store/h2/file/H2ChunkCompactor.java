package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts chunks: it copies live data out of chunks with little of it, so that their space is free
 * again. It runs on a thread of its own beside the writer. It changes nothing that is read, and the
 * writer's next checkpoint writes what it copied.
 */
final class H2ChunkCompactor implements AutoCloseable {
  /**
   * Chunks are copied if less than this percentage of them is live. At H2's own 90, a backlog was
   * copied around while it was drained.
   */
  static final int COPIED_BELOW = 50;

  /** The percentage while the file is busy: freeing a byte then costs a third of one. */
  private static final int COPIED_BELOW_WHILE_BUSY = 25;

  private static final Logger log = LoggerFactory.getLogger(H2ChunkCompactor.class);

  private static final long BETWEEN_MS = 200;

  /**
   * Up to this many reads and writes come from the checkpoint that the writer makes each half
   * second.
   */
  private static final long FEW_OPERATIONS = 10;

  private static final int BUSY_SHARE = 4;
  private static final int ANY = 100;
  private static final int NONE = -1;

  /** H2's name for the live percentage of the chunks that can be copied. */
  private static final String LIVE = "info.CHUNKS_FILL_RATE_RW";

  private final MVStore store;
  private final FileStore<?> file;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThread.factory("botfunnel-compaction"));
  private long lastOperations;

  /**
   * The live percentage at the last copy: a copy of an idle file that changed nothing is not
   * repeated.
   */
  private int liveAtLastCopy = NONE;

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
      log.debug(
          "chunk compaction of {} has stopped until the file is reopened", file.getFileName(), e);
      throw e;
    }
  }

  private void copy(boolean idle) {
    int live = live();
    if (live >= (idle ? COPIED_BELOW : COPIED_BELOW_WHILE_BUSY)) {
      return;
    }
    int bytes = store.getAutoCommitMemory();
    if (!idle) {
      store.compact(ANY, bytes / BUSY_SHARE);
      liveAtLastCopy = NONE;
    } else if (live != liveAtLastCopy) {
      store.compact(ANY, bytes);
      liveAtLastCopy = live;
    }
  }

  private int live() {
    AtomicInteger percent = new AtomicInteger();
    file.populateInfo(
        (name, value) -> {
          if (name.equals(LIVE)) {
            percent.set(Integer.parseInt(value));
          }
        });
    return percent.get();
  }

  /** Returns once no copy is running any more. */
  @Override
  public void close() {
    thread.shutdown();
    boolean over = false;
    while (!over) {
      try {
        over = thread.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // It ends in a moment; interrupting the thread itself would close the file
      }
    }
  }
}
