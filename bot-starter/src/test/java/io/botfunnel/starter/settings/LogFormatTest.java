package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.starter.ChildBot;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.xtracker.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole log of a bot in a process of its own. */
@Tag("slow")
class LogFormatTest {
  @TempDir Path folder;

  @Test
  void isTextForPeopleByDefault() throws Exception {
    try (TestBot given = new TestBot(folder)) {
      assertThat(logOfALife(given).lines())
          .isNotEmpty()
          .allMatch(line -> line.matches("20\\d\\d-.* (INFO|WARN|ERROR) +\\[.*] .* - .*"));
    }
  }

  @Test
  void isJsonLinesAndNothingElseWhereTheSettingSaysSo() throws Exception {
    try (TestBot given = new TestBot(folder).with("logging.format", "json")) {
      List<JsonNode> lines = parsed(logOfALife(given));
      assertThat(lines)
          .extracting(line -> line.get("message").asText())
          .anyMatch(message -> message.startsWith("The bot runs"))
          .contains("The bot has stopped");
      assertThat(lines)
          .filteredOn(line -> line.path("keys").path("key").asText().equals("contact/contact-2"))
          .singleElement()
          .satisfies(
              refused ->
                  assertThat(refused.get("template").asText()).isEqualTo("{} was refused: {}"));
    }
  }

  /** A user is answered, an event of another is refused, and the bot is told to end. */
  private String logOfALife(TestBot given) throws Exception {
    given.xtracker.failWhen(call -> "contact-2".equals(call.eid()), Fault.INVALID_VALUE_400);
    given.telegram.user(2).starts("fb_two");
    given.telegram.user(1).says("hello");
    ChildBot child = new ChildBot(folder);
    Process bot = child.start(given);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> !given.telegram.sentTo(1).isEmpty() && child.log().contains("invalid_value"));
      bot.destroy();
      assertThat(bot.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      bot.destroyForcibly().waitFor();
    }
    assertThat(child.log()).doesNotContain(given.telegram.token(), given.xtracker.bearer());
    return child.log();
  }

  private static List<JsonNode> parsed(String log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : log.lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
