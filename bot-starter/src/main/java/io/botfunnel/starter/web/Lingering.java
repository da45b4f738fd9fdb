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
 * A connection whose response is complete. It reads and drops what the client still writes, for a
 * limited time and up to a limited size, and then closes. It occupies no thread and no buffer while
 * it waits.
 */
final class Lingering extends AbstractConnection {
  /** A client that has read its response closes sooner; nginx waits 5 s for the next byte. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(15);

  /** More than anyone sends by mistake; a client that sends more does not see its refusal. */
  private static final long MOST_BYTES = 64 << 20;

  private static final int PIECE = 8 << 10;

  private final Scheduler scheduler;
  private final Duration longest;
  private Scheduler.Task deadline = () -> true;
  private long dropped;

  /**
   * Creates a connection that drops further input.
   *
   * @param request what a client may take for a whole request; the rest of one may not take longer
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

  /** Reads and drops some input. Returns the number of bytes; negative at the end. */
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
