package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.JavaCommand;
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

  /** Starts it, and waits until it has quarantined what it died of before. */
  public Process startsAndQuarantines(TestBot given) throws IOException, InterruptedException {
    Process bot = start(given);
    try {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(log()).contains("is quarantined"));
      return bot;
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
