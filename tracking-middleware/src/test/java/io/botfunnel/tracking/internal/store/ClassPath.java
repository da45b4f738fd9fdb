package io.botfunnel.tracking.internal.store;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class path of the tests, with some of its jars left out or replaced: for a child JVM that
 * meets what an application brings.
 */
public record ClassPath(List<Path> entries) {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** The class path that this test runs on. */
  public static ClassPath ofTests() {
    return new ClassPath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList());
  }

  /** Leaves out the jars of an artifact, whatever their version. */
  public ClassPath without(String artifact) {
    return new ClassPath(
        entries.stream()
            .filter(entry -> !entry.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
            .toList());
  }

  /** Puts a jar before all others. */
  public ClassPath with(Path jar) {
    return new ClassPath(Stream.concat(Stream.of(jar), entries.stream()).toList());
  }

  /** The class path of the tests with the oldest libraries that we work with. */
  public static ClassPath ofOldest() {
    ClassPath oldest = ofTests();
    for (Path jar : copied("oldest-libraries")) {
      String artifact = jar.getFileName().toString().replaceAll("-\\d.*", "");
      oldest = oldest.without(artifact).with(jar);
    }
    return oldest;
  }

  /**
   * The jars that the build copies for the tests.
   *
   * @param folder below {@code target}
   */
  public static List<Path> copied(String folder) {
    try (Stream<Path> jars = Files.list(TARGET.resolve(folder))) {
      return jars.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The build copies these jars: run mvn generate-test-resources once", e);
    }
  }

  /** As the JVM takes it. */
  @Override
  public String toString() {
    return entries.stream().map(Path::toString).collect(joining(File.pathSeparator));
  }
}
