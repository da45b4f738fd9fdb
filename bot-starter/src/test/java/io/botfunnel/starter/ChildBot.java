package io.botfunnel.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A bot in a process of its own, and what it wrote. */
public record ChildBot(Path folder, Class<?> program) {

  /** A {@link DyingBot}. */
  public ChildBot(Path folder) {
    this(folder, DyingBot.class);
  }

  /** Starts it with those settings, in the environment. */
  public Process start(TestBot given) throws IOException {
    ProcessBuilder bot =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName());
    given.settings().forEach((key, value) -> bot.environment().put(environmentName(key), value));
    bot.directory(folder.toFile());
    bot.redirectErrorStream(true);
    bot.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("bot.log").toFile()));
    return bot.start();
  }

  /** All that it wrote so far. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("bot.log"));
  }

  private static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
