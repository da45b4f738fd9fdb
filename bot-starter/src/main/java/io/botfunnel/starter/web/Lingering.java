package io.botfunnel.starter.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that has its answer: what the client still writes is read and dropped until it ends,
 * for a bounded time and up to a bounded size; then the connection is closed. It holds no thread
 * while it waits, and no buffer either.
 */
final class Lingering extends AbstractConnection {
  /** A client that has read its answer closes sooner; nginx waits 5 s for the next byte. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(15);

  /** More than anybody sends by mistake; who sends more learns nothing of a refusal. */
  private static final long MOST_BYTES = 64 << 20;

  private static final int PIECE = 8 << 10;

  private final Scheduler scheduler;
  private final Duration longest;
  private Scheduler.Task deadline = () -> true;
  private long dropped;

  /**
   * A connection that has its answer.
   *
   * @param request what a client may take for a whole request; no rest of one takes longer
   */
  Lingering(EndPoint endPoint, Executor executor, Scheduler scheduler, Duration request) {
    super(endPoint, executor);
    this.scheduler = scheduler;
    this.longest = request.compareTo(LONGEST) < 0 ? request : LONGEST;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(LONGEST_SILENCE.toMillis());
    deadline = scheduler.schedule(getEndPoint()::close, longest.toMillis(), TimeUnit.MILLISECONDS);
    fillInterested();
  }

  @Override
  public void onFillable() {
    ByteBuffer piece = BufferUtil.allocate(PIECE);
    int read = drop(piece);
    while (read > 0 && dropped < MOST_BYTES) {
      read = drop(piece);
    }
    if (read == 0) {
      fillInterested();
    } else {
      getEndPoint().close();
    }
  }

  /** How much was there; less than zero at the end. */
  private int drop(ByteBuffer piece) {
    try {
      BufferUtil.clear(piece);
      int read = getEndPoint().fill(piece);
      dropped += Math.max(read, 0);
      return read;
    } catch (IOException gone) {
      return -1;
    }
  }

  @Override
  public void onClose(Throwable cause) {
    deadline.cancel();
    super.onClose(cause);
  }
}
