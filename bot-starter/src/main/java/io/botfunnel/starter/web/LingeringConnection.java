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
final class LingeringConnection extends AbstractConnection {
  /** A client that has read its response closes sooner; nginx waits 5 s for the next byte. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration MAX_DURATION = Duration.ofSeconds(15);

  /** More than anyone sends by mistake; a client that sends more does not see its refusal. */
  private static final long MAX_BYTES = 64 << 20;

  private static final int CHUNK_BYTES = 8 << 10;

  private final Scheduler scheduler;
  private final Duration maxDuration;
  private Scheduler.Task deadline = () -> true;
  private long dropped;

  /**
   * Creates a connection that drops further input.
   *
   * @param requestTimeout what a client may take for a whole request; the rest of one may not take
   *     longer
   */
  LingeringConnection(
      EndPoint endPoint, Executor executor, Scheduler scheduler, Duration requestTimeout) {
    super(endPoint, executor);
    this.scheduler = scheduler;
    this.maxDuration = requestTimeout.compareTo(MAX_DURATION) < 0 ? requestTimeout : MAX_DURATION;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(IDLE_TIMEOUT.toMillis());
    deadline =
        scheduler.schedule(getEndPoint()::close, maxDuration.toMillis(), TimeUnit.MILLISECONDS);
    fillInterested();
  }

  @Override
  public void onFillable() {
    ByteBuffer chunk = BufferUtil.allocate(CHUNK_BYTES);
    int read = drop(chunk);
    while (read > 0 && dropped < MAX_BYTES) {
      read = drop(chunk);
    }
    if (read == 0) {
      fillInterested();
    } else {
      getEndPoint().close();
    }
  }

  /** Reads and drops some input. Returns the number of bytes; negative at the end. */
  private int drop(ByteBuffer chunk) {
    try {
      BufferUtil.clear(chunk);
      int read = getEndPoint().fill(chunk);
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
