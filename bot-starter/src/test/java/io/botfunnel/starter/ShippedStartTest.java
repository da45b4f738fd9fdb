package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A process that has run out of memory ends and is started anew: so says what we ship. */
class ShippedStartTest {
  private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";
  private static final Path PROJECT = Path.of("..");
  private static final Pattern START = Pattern.compile("java .*-jar \\S+\\.jar run\\b");

  /** Documents and examples: whatever may have a command that starts a bot. */
  private static List<Path> shipped() throws IOException {
    try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"));
        Stream<Path> examples = Files.walk(PROJECT.resolve("config"))) {
      return Stream.of(Stream.of(PROJECT.resolve("README.md")), docs, examples)
          .flatMap(paths -> paths)
          .filter(path -> path.toString().matches(".*\\.(md|service|ya?ml|sh)|.*Dockerfile"))
          .toList();
    }
  }

  @Test
  void eachStartHasTheOption() throws IOException {
    int starts = 0;
    for (Path file : shipped()) {
      for (String line : Files.readAllLines(file)) {
        if (START.matcher(line).find()) {
          starts++;
          assertThat(line).as(file.toString()).contains(OPTION);
        }
      }
    }
    assertThat(starts).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theUnitIsStartedAnew() throws IOException {
    assertThat(PROJECT.resolve("config/bot.service"))
        .content()
        .contains("Restart=always", OPTION, "RestartPreventExitStatus=2");
    assertThat(Files.readString(PROJECT.resolve("config/bot.service")))
        .as("3 is the outbox, or the memory: a new start may help")
        .doesNotContain("RestartPreventExitStatus=2 3");
  }
}
