package io.botfunnel.starter;

import static org.awaitility.Awaitility.await;

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

  /**
   * Starts it anew each time it has died, until it lives and its log says this. How often it dies
   * before depends on the machine: on a busy one a handler may need longer to end the process than
   * its death counts against it.
   *
   * @param mostDeaths a test that needs more has failed
   */
  public Process startUntilItSays(TestBot given, String text, int mostDeaths)
      throws IOException, InterruptedException {
    for (int deaths = 0; deaths <= mostDeaths; deaths++) {
      Process bot = start(given);
      await().until(() -> !bot.isAlive() || log().contains(text));
      if (bot.isAlive()) {
        return bot;
      }
    }
    throw new AssertionError("it died %d times: %s".formatted(mostDeaths + 1, log()));
  }

  /** All that it wrote so far. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("bot.log"));
  }

  private static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
