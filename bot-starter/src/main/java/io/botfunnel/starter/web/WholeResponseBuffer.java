package io.botfunnel.starter.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Enlarges Jetty's buffer to hold a whole response. Jetty writes a response that fits without a
 * thread; otherwise a thread waits until the client reads. Clients that send requests but do not
 * read would occupy all threads. The memory for such clients is bounded by the connections, with
 * one response each. Thread-safe.
 */
final class WholeResponseBuffer {
  private WholeResponseBuffer() {}

  /** Must be called when the response is known and before any of it is written. */
  static void prepare(Context request) {
    InputStream response = request.resultInputStream();
    if (response == null) {
      return;
    }
    int bytes = bytes(response);
    if (bytes >= request.res().getBufferSize()) {
      // One more than needed: a full buffer is written at once.
      request.res().setBufferSize(bytes + 1);
    }
  }

  private static int bytes(InputStream response) {
    try {
      return response.available();
    } catch (IOException e) {
      throw new UncheckedIOException("a response in memory cannot be read", e);
    }
  }
}
