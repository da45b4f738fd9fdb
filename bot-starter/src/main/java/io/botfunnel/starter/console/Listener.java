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
 * The connection of one listening page. Of the unsent events it keeps only the newest of each kind.
 * A slow page therefore occupies one writer thread and delays nobody else. Safe for use from any
 * thread.
 */
final class Listener {
  /** A comment that a browser ignores; writing it shows whether the browser is still connected. */
  private static final String PING = ":\n\n";

  private final HttpServletResponse response;
  private final Period period;
  private final Executor writers;
  private final BooleanSupplier stillIn;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final Map<String, String> unsent = new LinkedHashMap<>();
  private boolean writing;

  /**
   * @param stillIn whether the listener would still be let in
   */
  Listener(HttpServletResponse response, Period period, Executor writers, BooleanSupplier stillIn) {
    this.response = response;
    this.period = period;
    this.writers = writers;
    this.stillIn = stillIn;
  }

  /** Returns the period of the funnel that the page shows. */
  Period period() {
    return period;
  }

  /** Completes when the listener is gone. */
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  /** Queues an event, in place of an unsent one of the same kind. */
  void send(String event, String json) {
    enqueue(event, "event: " + event + "\ndata: " + json + "\n\n");
  }

  /** Queues a comment that the page ignores. */
  void ping() {
    enqueue("", PING);
  }

  /** Ends the connection if the listener would no longer be let in. */
  void endIfOut() {
    if (!stillIn.getAsBoolean()) {
      end();
    }
  }

  void end() {
    ended.complete(null);
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
    } catch (RejectedExecutionException closing) {
      end();
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
      end();
    }
  }

  private synchronized @Nullable String next() {
    Iterator<String> texts = unsent.values().iterator();
    if (ended.isDone() || !texts.hasNext()) {
      writing = false;
      return null;
    }
    String text = texts.next();
    texts.remove();
    return text;
  }
}
