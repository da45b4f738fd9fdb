package io.botfunnel.starter.cluster;

import io.botfunnel.fixtures.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the cluster: a process, and after each kill another one. It writes its log to a
 * file. Thread-safe.
 */
final class Machine implements AutoCloseable {
  private final String name;
  private final Class<?> program;
  private final Map<String, String> environment;
  private final Path log;
  private final Consumer<String> heard;
  private final Runnable died;
  private final Consumer<String> broken;
  private @Nullable Process process;
  private @Nullable BufferedWriter pipe;
  private @Nullable Thread listening;
  private volatile boolean up;
  private volatile boolean mayEnd;

  /**
   * @param heard is told what it says
   * @param died is called when all that it said before its end was heard
   * @param broken is told of what must not be
   */
  Machine(
      String name,
      Class<?> program,
      Map<String, String> environment,
      Path logs,
      Consumer<String> heard,
      Runnable died,
      Consumer<String> broken) {
    this.name = name;
    this.program = program;
    this.environment = environment;
    this.log = logs.resolve(name + ".log");
    this.heard = heard;
    this.died = died;
    this.broken = broken;
  }

  synchronized void begin() {
    if (process != null) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(JavaCommand.of(program, "-Xmx128m", "-XX:+ExitOnOutOfMemoryError"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process begun = builder.start();
      mayEnd = false;
      process = begun;
      pipe = begun.outputWriter();
      listening = new Thread(() -> listen(begun), name);
      listening.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(Process begun) {
    try (BufferedReader lines = begun.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (Said.isWhole(line)) {
          hear(Said.text(line));
        }
      }
    } catch (IOException | RuntimeException e) {
      broken.accept(name + " was not understood: " + e);
    }
    if (!mayEnd) {
      broken.accept(name + " ended by itself (" + exit(begun) + "), see " + log);
    }
    died.run();
  }

  private static String exit(Process ended) {
    try {
      return "exit code " + ended.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it has closed its output";
    }
  }

  private void hear(String text) {
    if (text.equals(Said.UP)) {
      up = true;
    } else {
      heard.accept(text);
    }
  }

  /** Whether its outbox is open. */
  boolean isUp() {
    return up;
  }

  synchronized boolean isAlive() {
    return process != null;
  }

  /**
   * @throws IOException if nobody lives who would hear it
   */
  synchronized void tell(String text) throws IOException {
    BufferedWriter open = pipe;
    if (open == null) {
      throw new IOException(name + " is dead");
    }
    open.write(Said.line(text));
    open.flush();
  }

  /** SIGKILL; all that it said before is heard. Gives its process's number. */
  synchronized long kill() {
    Process victim = process;
    Thread listener = listening;
    if (victim == null || listener == null) {
      throw new IllegalStateException(name + " is dead already");
    }
    mayEnd = true;
    up = false;
    // Process.destroyForcibly would close the pipe with what is still in it.
    victim.toHandle().destroyForcibly();
    try {
      victim.waitFor();
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
    pipe = null;
    return victim.pid();
  }

  Path log() {
    return log;
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      kill();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
