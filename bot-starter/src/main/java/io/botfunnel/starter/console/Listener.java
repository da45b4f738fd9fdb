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
 * A page that listens. Of what it has not read yet it is sent the newest of each kind alone, so
 * that a slow one costs a thread that writes and delays nobody. Safe for use from any thread.
 */
final class Listener {
  /** What a browser does not show: it tells us whether somebody is still there. */
  private static final String PING = ":\n\n";

  private final HttpServletResponse response;
  private final Period period;
  private final Executor writers;
  private final BooleanSupplier stillIn;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final Map<String, String> unsent = new LinkedHashMap<>();
  private boolean writing;

  /**
   * @param stillIn whether those who listen would be let in again
   */
  Listener(HttpServletResponse response, Period period, Executor writers, BooleanSupplier stillIn) {
    this.response = response;
    this.period = period;
    this.writers = writers;
    this.stillIn = stillIn;
  }

  /** Whose funnel it wants to see. */
  Period period() {
    return period;
  }

  /** Done when nobody listens any more. */
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  /** Sends an event soon, in place of one of its kind that was not sent yet. */
  void send(String event, String json) {
    enqueue(event, "event: " + event + "\ndata: " + json + "\n\n");
  }

  /** Sends something that means nothing. */
  void ping() {
    enqueue("", PING);
  }

  /** Ends if those who listen would not be let in any more. */
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
