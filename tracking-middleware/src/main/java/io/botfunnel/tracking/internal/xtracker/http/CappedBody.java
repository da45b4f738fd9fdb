package io.botfunnel.tracking.internal.xtracker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first 16 KB of a body and discards the rest; the call's deadline ends a body that never
 * ends. The bytes are read as UTF-8, as JSON requires, whatever the header claims.
 */
final class CappedBody extends AbstractBinAsyncEntityConsumer<String> {
  static final int MOST_BYTES = 16 * 1024;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);

  @Override
  protected void streamStart(@Nullable ContentType contentType) {
    kept.reset();
  }

  /** Accepts any amount: discarded bytes cost nothing. */
  @Override
  protected int capacityIncrement() {
    return Integer.MAX_VALUE;
  }

  @Override
  protected void data(ByteBuffer source, boolean endOfStream) {
    byte[] next = new byte[Math.min(source.remaining(), MOST_BYTES - kept.size())];
    source.get(next);
    kept.write(next, 0, next.length);
    source.position(source.limit());
  }

  @Override
  protected String generateContent() {
    return kept.toString(UTF_8);
  }

  @Override
  public void releaseResources() {
    kept.reset();
  }
}
