package io.botfunnel.benchmarks.child;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own on our class path, so that its processor time is only that of the measured code.
 * Not thread-safe: one request at a time.
 */
public final class ChildJvm implements AutoCloseable {
  private static final long GRACE_S = 5;

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private ChildJvm(Process process) {
    this.process = process;
    this.requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a JVM with these options, such as {@code -Xmx64m}. */
  public static ChildJvm start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Runs a task in the child and waits for its result.
   *
   * @throws IllegalStateException if the task failed or the child died
   */
  public Measured run(Class<? extends Task> task, Arguments arguments) throws IOException {
    requests.write(Words.line(task.getName(), arguments.values()));
    requests.newLine();
    requests.flush();
    return answer();
  }

  private Measured answer() throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(Words.DONE)) {
      throw new IllegalStateException(line == null ? "The child has died" : line);
    }
    Map<String, Double> measured = new HashMap<>();
    Words.values(line).forEach((name, value) -> measured.put(name, Double.valueOf(value)));
    return new Measured(measured);
  }

  /** Sends SIGKILL: the child ends immediately and finishes nothing. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Ends the child. */
  @Override
  public void close() throws IOException {
    try {
      requests.close();
      if (!process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
