package io.botfunnel.tracking.internal.store;

import io.botfunnel.fixtures.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JVM of its own that runs a main class of the tests and reports what it does, a line each. Lines
 * end with a mark, so that one that the kill has cut in half is not taken for a whole one.
 */
public final class ChildJvm implements AutoCloseable {
  private static final String MARK = " .";

  private final Process process;
  private final BufferedReader lines;

  private ChildJvm(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines = process.inputReader();
  }

  public static ChildJvm start(Class<?> main, String... arguments) {
    return startWith(List.of(), main, arguments);
  }

  /**
   * @param prefix a command that runs the JVM, such as one that takes rights away
   */
  public static ChildJvm startWith(List<String> prefix, Class<?> main, String... arguments) {
    return start(prefix, JavaCommand.of(main, "-Xmx128m"), arguments);
  }

  /** With the jars of somebody else. */
  public static ChildJvm startOn(ClassPath classPath, Class<?> main, String... arguments) {
    return start(List.of(), JavaCommand.on(classPath.toString(), main, "-Xmx128m"), arguments);
  }

  private static ChildJvm start(List<String> prefix, List<String> java, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(java);
    command.addAll(List.of(arguments));
    return new ChildJvm(command);
  }

  /** For the child: reports a line to the parent. */
  public static synchronized void report(String line) {
    System.out.println(line + MARK);
    System.out.flush();
  }

  /** The next report of the child; empty at its end. Its log lines are passed over. */
  public Optional<String> nextReport() {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(MARK)) {
          return Optional.of(line.substring(0, line.length() - MARK.length()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it with SIGKILL and returns the reports that were not read yet. */
  public List<String> kill() {
    // Process.destroyForcibly would close the pipe with what is still in it.
    process.toHandle().destroyForcibly();
    List<String> rest = new ArrayList<>();
    for (Optional<String> next = nextReport(); next.isPresent(); next = nextReport()) {
      rest.add(next.get());
    }
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
