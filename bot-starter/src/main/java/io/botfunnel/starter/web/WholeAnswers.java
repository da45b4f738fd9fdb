package io.botfunnel.starter.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Makes room for the whole of an answer in Jetty's buffer. Jetty writes what fits there without a
 * thread; for what does not, a thread waits until the client reads. Clients that ask and do not
 * read would take all threads. What the server holds for them instead is bounded by the connections
 * that there may be: each has one answer at a time. Safe for use from any thread.
 */
final class WholeAnswers {
  private WholeAnswers() {}

  /** To be called when the answer is known, and nothing of it is written. */
  static void prepare(Context request) {
    InputStream answer = request.resultInputStream();
    if (answer == null) {
      return;
    }
    int bytes = bytes(answer);
    if (bytes >= request.res().getBufferSize()) {
      // One more than there is: a buffer that gets full is written at once.
      request.res().setBufferSize(bytes + 1);
    }
  }

  private static int bytes(InputStream answer) {
    try {
      return answer.available();
    } catch (IOException e) {
      throw new UncheckedIOException("an answer that is in memory cannot be read", e);
    }
  }
}
