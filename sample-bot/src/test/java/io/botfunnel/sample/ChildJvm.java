package io.botfunnel.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this module in a process of its own, in a folder of its own. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program that sees nothing of our environment but these variables, and takes no fixed
   * port.
   */
  static ChildJvm start(
      Path folder, Map<String, String> environment, Class<?> program, String... arguments)
      throws IOException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder java = new ProcessBuilder(ChildCommand.of(program));
    java.command().addAll(List.of(arguments));
    java.environment().clear();
    java.environment().put("CONSOLE_PORT", "0");
    java.environment().putAll(environment);
    java.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    return new ChildJvm(java.start(), output);
  }

  /** Its exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("It has not ended within a minute");
    }
    return process.exitValue();
  }

  /** Sends SIGTERM; true if the process has ended within the 10 s that a stop may take. */
  boolean terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(10, TimeUnit.SECONDS);
  }

  /** What it has printed so far, on either stream. */
  String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
