package io.botfunnel.starter.gateway;

import io.botfunnel.fixtures.JavaCommand;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The lives of a gateway that is killed and started again, one after the other. Thread-safe. */
final class Lives implements AutoCloseable {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private final ProcessBuilder command;
  private final Lock lock = new ReentrantLock();
  private final Condition born = lock.newCondition();
  private @Nullable Process process;
  private URI url = NOWHERE;

  Lives(Path outbox, XtrackerServer xtracker) {
    List<String> child = JavaCommand.of(GatewayChild.class, "-Xmx128m");
    child.addAll(List.of(outbox.toString(), xtracker.url().toString(), xtracker.bearer()));
    command = new ProcessBuilder(child).redirectErrorStream(true);
  }

  /** Starts one, and returns when it listens. */
  void begin() throws IOException {
    Process started = command.start();
    process = started;
    BufferedReader lines = started.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(GatewayChild.UP)) {
        found(URI.create(line.substring(GatewayChild.UP.length())));
        drain(lines);
        return;
      }
    }
    throw new AssertionError("the gateway has not started");
  }

  /** So that it never waits for us to read its log. */
  private static void drain(BufferedReader lines) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (lines.readLine() != null) {}
              } catch (IOException killed) {
                return;
              }
            },
            "log-of-the-gateway");
    reader.setDaemon(true);
    reader.start();
  }

  private void found(URI where) {
    lock.lock();
    try {
      url = where;
      born.signalAll();
    } finally {
      lock.unlock();
    }
  }

  URI url() {
    lock.lock();
    try {
      return url;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next life, or a little while. */
  void awaitAnother(URI dead) throws InterruptedException {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(100);
      while (url.equals(dead) && nanos > 0) {
        nanos = born.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** SIGKILL. */
  void kill() {
    Objects.requireNonNull(process).destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
      try {
        process.getInputStream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
