package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A bot in a process of its own, and what it wrote. */
public record ChildBot(Path folder, Class<?> program) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** One death alone is enough where each counts. */
  private static final int MOST_LIVES = 5;

  /** A {@link DyingBot}. */
  public ChildBot(Path folder) {
    this(folder, DyingBot.class);
  }

  /** Starts it with those settings, in the environment. */
  public Process start(TestBot given) throws IOException {
    return start(given, List.of(), "-Xmx128m");
  }

  /** Starts it by another command, which ends with what is run, and with options of Java. */
  public Process start(TestBot given, List<String> before, String... options) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(JavaCommand.of(program, options));
    ProcessBuilder bot = new ProcessBuilder(command);
    bot.environment().putAll(environment(given));
    bot.directory(folder.toFile());
    bot.redirectErrorStream(true);
    bot.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("bot.log").toFile()));
    return bot.start();
  }

  /**
   * Starts it, and waits until it has ended by itself with this code.
   *
   * @param how it is to end, for who reads that it did not
   */
  public void dies(TestBot given, int code, String how) throws IOException, InterruptedException {
    Process bot = start(given);
    try {
      await(how).atMost(PATIENCE).until(() -> !bot.isAlive());
      assertThat(bot.exitValue()).as(log()).isEqualTo(code);
    } finally {
      bot.destroyForcibly().waitFor();
    }
  }

  /**
   * Starts it anew each time it has died, until it lives and has quarantined what it died of. How
   * often it dies before depends on the machine: on a busy one a handler may need longer to end the
   * process than its death counts against it.
   */
  public Process startUntilItQuarantines(TestBot given) throws IOException, InterruptedException {
    for (int life = 0; life < MOST_LIVES; life++) {
      Process bot = start(given);
      if (livesUntil(bot, "is quarantined")) {
        return bot;
      }
    }
    throw new AssertionError("it died %d times: %s".formatted(MOST_LIVES, log()));
  }

  /** Whether it says this while it lives; one that does neither is ended. */
  private boolean livesUntil(Process bot, String text) throws InterruptedException {
    try {
      await().atMost(PATIENCE).until(() -> !bot.isAlive() || log().contains(text));
      return bot.isAlive();
    } catch (ConditionTimeoutException e) {
      bot.destroyForcibly().waitFor();
      throw e;
    }
  }

  /** All that it wrote so far. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("bot.log"));
  }

  /** Those settings as variables of the environment. */
  public static Map<String, String> environment(TestBot given) {
    return given.settings().entrySet().stream()
        .collect(Collectors.toMap(each -> environmentName(each.getKey()), Map.Entry::getValue));
  }

  private static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
