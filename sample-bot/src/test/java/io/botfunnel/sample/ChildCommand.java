package io.botfunnel.sample;

import io.botfunnel.fixtures.JavaCommand;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a child of the tests is started in any folder: small, and quick to start. */
public final class ChildCommand {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private ChildCommand() {}

  /**
   * Runs the runnable jar. Its classes come from the archive that the build makes; without one it
   * starts as well, in twice the time.
   *
   * @param options of Java, besides
   */
  public static List<String> ofTheJar(String... options) {
    List<String> command = JavaCommand.java("-Xmx128m");
    command.add("-XX:SharedArchiveFile=" + TARGET.resolve("sample-bot.jsa"));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", TARGET.resolve("sample-bot.jar").toString()));
    return command;
  }

  /** Runs a program on the class path of the tests. */
  public static List<String> of(Class<?> program) {
    return JavaCommand.on(absoluteClassPath(), program, "-Xmx128m");
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
