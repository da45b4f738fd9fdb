package io.botfunnel.starter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a child of a test is started: on this Java and class path, quick to start and small. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * The command that runs a program.
   *
   * @param options of Java, besides
   */
  public static List<String> of(Class<?> program, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    // Starting up is most of a short life
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    return command;
  }
}
