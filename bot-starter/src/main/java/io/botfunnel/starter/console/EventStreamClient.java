package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.operations.Period;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one open page. Of the unsent events it keeps only the newest of each kind. A
 * slow page therefore occupies one writer thread and delays nobody else. Safe for use from any
 * thread.
 */
final class EventStreamClient {
  /** A comment that a browser ignores; writing it shows whether the browser is still connected. */
  private static final String PING = ":\n\n";

  private final HttpServletResponse response;
  private final Period period;
  private final Executor writers;
  private final BooleanSupplier stillAllowed;
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
  private final Map<String, String> unsent = new LinkedHashMap<>();
  private boolean writing;

  /**
   * @param stillAllowed whether the page still has a session
   */
  EventStreamClient(
      HttpServletResponse response, Period period, Executor writers, BooleanSupplier stillAllowed) {
    this.response = response;
    this.period = period;
    this.writers = writers;
    this.stillAllowed = stillAllowed;
  }

  /** Returns the period of the funnel that the page shows. */
  Period period() {
    return period;
  }

  /** Completes when the page has disconnected. */
  CompletableFuture<@Nullable Void> closed() {
    return closed;
  }

  /** Queues an event, in place of an unsent one of the same kind. */
  void send(String event, String json) {
    enqueue(event, "event: " + event + "\ndata: " + json + "\n\n");
  }

  /** Queues a comment that the page ignores. */
  void ping() {
    enqueue("", PING);
  }

  /** Ends the connection if the page no longer has a session. */
  void closeIfNotAllowed() {
    if (!stillAllowed.getAsBoolean()) {
      close();
    }
  }

  void close() {
    closed.complete(null);
  }

  private synchronized void enqueue(String kind, String text) {
    unsent.remove(kind);
    unsent.put(kind, text);
    if (!writing) {
      writing = true;
      write();
    }
  }

  private void write() {
    try {
      writers.execute(this::drain);
    } catch (RejectedExecutionException stopping) {
      close();
    }
  }

  private void drain() {
    try {
      ServletOutputStream out = response.getOutputStream();
      for (String text = next(); text != null; text = next()) {
        out.write(text.getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException | IllegalStateException gone) {
      close();
    }
  }

  private synchronized @Nullable String next() {
    Iterator<String> texts = unsent.values().iterator();
    if (closed.isDone() || !texts.hasNext()) {
      writing = false;
      return null;
    }
    String text = texts.next();
    texts.remove();
    return text;
  }
}
