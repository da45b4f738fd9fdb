package io.botfunnel.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The runnable jar as a process, small and quick to start. */
public final class RunnableJar {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private RunnableJar() {}

  /**
   * The command that runs it. Its classes come from the archive that the build has made; without
   * one it starts as well, in twice the time.
   *
   * @param options of Java, besides
   */
  public static List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:SharedArchiveFile=" + TARGET.resolve("sample-bot.jsa"));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", TARGET.resolve("sample-bot.jar").toString()));
    return command;
  }
}
