package io.botfunnel.benchmarks;

import static java.util.Comparator.reverseOrder;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The place of the measurements: a folder, the server, and a child JVM for each contender. */
final class Lab implements AutoCloseable {
  private final long start = System.nanoTime();
  private final Path work;
  private final Scale scale;
  private final DeliveryServer server;
  private final Map<Contender, ChildJvm> contenders = new EnumMap<>(Contender.class);

  private Lab(Path work, Scale scale, DeliveryServer server) {
    this.work = work;
    this.scale = scale;
    this.server = server;
  }

  static Lab open(Path work, Scale scale) throws IOException {
    delete(work);
    Files.createDirectories(work);
    return new Lab(work, scale, DeliveryServer.start(scale.compilers()));
  }

  Scale scale() {
    return scale;
  }

  DeliveryServer server() {
    return server;
  }

  /** Returns the seconds that are left of a run's time limit; negative once it is exceeded. */
  int secondsLeft() {
    Duration gone = Duration.ofNanos(System.nanoTime() - start);
    return scale.longestSeconds() - (int) gone.toSeconds();
  }

  /** Prints progress to standard error. */
  void say(String line) {
    System.err.println(line);
  }

  /** Runs a contender's task in an empty folder, and deletes the folder afterwards. */
  Measured run(Contender contender, Class<? extends Task> task, Arguments arguments)
      throws IOException {
    Path folder = folder();
    try {
      return child(contender).run(task, arguments.with("folder", folder));
    } finally {
      delete(folder);
    }
  }

  /** Starts a JVM with the given heap, such as {@code -Xmx64m}. */
  ChildJvm jvm(String heap) throws IOException {
    return ChildJvm.start(heap, scale.compilers());
  }

  /** Creates an empty folder. */
  Path folder() throws IOException {
    return Files.createTempDirectory(work, "run-");
  }

  /** Deletes a folder of ours with all its content. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        List<Path> deepestFirst = all.sorted(reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      }
    }
  }

  private ChildJvm child(Contender contender) throws IOException {
    ChildJvm known = contenders.get(contender);
    if (known != null) {
      return known;
    }
    ChildJvm started = jvm(Conditions.CONTENDER_HEAP);
    contenders.put(contender, started);
    return started;
  }

  /** Ends every child JVM. */
  void endContenders() throws IOException {
    for (ChildJvm child : contenders.values()) {
      child.close();
    }
    contenders.clear();
  }

  @Override
  public void close() throws IOException {
    endContenders();
    server.close();
    delete(work);
  }
}
