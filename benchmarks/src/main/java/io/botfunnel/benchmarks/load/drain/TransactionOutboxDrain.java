package io.botfunnel.benchmarks.load.drain;

import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.BlockingPoster;
import io.botfunnel.benchmarks.load.CpuMeter;
import io.botfunnel.benchmarks.load.Poster;
import io.botfunnel.benchmarks.load.TransactionOutboxPeer;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.benchmarks.load.Workload;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * transaction-outbox delivers a backlog. It calls {@code flush()} in a loop, as its documentation
 * shows, into an executor with a long bounded queue that blocks when it is full. It runs unordered,
 * its faster mode.
 */
public final class TransactionOutboxDrain implements Task {
  private static final int QUEUE = 16_384;
  private static final int A_TRANSACTION = 500;

  @Override
  public Measured run(Arguments arguments) throws Exception {
    int threads = arguments.number("threads");
    int events = arguments.number("events");
    try (TransactionOutboxPeer peer =
            new TransactionOutboxPeer(
                arguments.path("folder").resolve("transaction-outbox"), threads + 2);
        BlockingPoster poster = new BlockingPoster(arguments.uri("server"), threads)) {
      fill(peer, poster, events, arguments.number("users"));
      System.gc();
      return drain(peer, poster, threads, events);
    }
  }

  private static void fill(TransactionOutboxPeer peer, Poster poster, int events, int users)
      throws InterruptedException {
    TransactionOutbox outbox = peer.dueSoon(poster);
    for (int first = 0; first < events; first += A_TRANSACTION) {
      int from = first;
      int to = Math.min(first + A_TRANSACTION, events);
      peer.transactions()
          .inTransaction(
              () -> {
                for (int event = from; event < to; event++) {
                  outbox.schedule(Poster.class).post(Workload.body(event, users));
                }
              });
    }
    TimeUnit.MILLISECONDS.sleep(1_100); // until the last is due
  }

  private static Measured drain(
      TransactionOutboxPeer peer, BlockingPoster poster, int threads, int events)
      throws InterruptedException {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            TransactionOutboxDrain::waitForPlace);
    try {
      TransactionOutbox outbox = peer.outbox(poster, Submitter.withExecutor(executor));
      CpuMeter cpu = CpuMeter.start(poster::delivered);
      while (outbox.flush()) {
        // as its documentation shows
      }
      Until.so("drained", 120, () -> poster.delivered() == events);
      return cpu.end();
    } finally {
      executor.shutdown();
      executor.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private static void waitForPlace(Runnable work, ThreadPoolExecutor executor) {
    try {
      executor.getQueue().put(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException(e);
    }
  }
}
