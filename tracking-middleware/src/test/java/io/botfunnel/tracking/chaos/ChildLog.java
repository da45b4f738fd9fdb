package io.botfunnel.tracking.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What the child logs, kept in a file: it may hold no secret, and no error but those that are to be
 * expected. Thread-safe.
 */
final class ChildLog implements AutoCloseable {
  private static final String ERROR = " ERROR [";
  private static final List<String> FATAL =
      List.of("Exception in thread", "OutOfMemoryError", "StackOverflowError");

  private final Path file;
  private final BufferedWriter writer;
  private final Consumer<String> broken;
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Set<String> expected = ConcurrentHashMap.newKeySet();

  /**
   * @param broken told of a line that may not be
   */
  ChildLog(Path file, Consumer<String> broken) throws IOException {
    this.file = file.toAbsolutePath();
    Files.createDirectories(this.file.getParent());
    this.writer = Files.newBufferedWriter(file);
    this.broken = broken;
  }

  void mayNotShow(String secret) {
    secrets.add(secret);
  }

  /** From now on errors with these words are to be expected. */
  void mayTell(String words) {
    expected.add(words);
  }

  void logged(String line) {
    if (secrets.stream().anyMatch(line::contains)) {
      broken.accept("the child's log has a secret in it; see " + file);
    }
    if (isFatal(line)) {
      broken.accept("the child's log has an error that was not to be expected: " + line);
    }
    write(line);
  }

  private boolean isFatal(String line) {
    return FATAL.stream().anyMatch(line::contains)
        || (line.contains(ERROR) && expected.stream().noneMatch(line::contains));
  }

  /** Says in the file what is done to the child. */
  synchronized void write(String line) {
    try {
      writer.write(line);
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
