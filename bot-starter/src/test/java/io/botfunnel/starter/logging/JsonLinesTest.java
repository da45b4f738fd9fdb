package io.botfunnel.starter.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
  private static final String TOKEN = "123456789:AAF-0123456789_abcdefghijklmnopqrstu";
  private static final String BEARER = "s3cr3t/bearer+\"key";

  private final LogCapture capture = LogCapture.guarded(true);

  private List<String> lines() {
    return capture.written().lines().toList();
  }

  private JsonNode only() throws JsonProcessingException {
    assertThat(lines()).hasSize(1);
    return new ObjectMapper().readTree(lines().get(0));
  }

  @Nested
  class ALine {
    @Test
    void hasItsFieldsAndNoOthers() throws IOException {
      Instant before = capture.clock.instant();
      capture.log.info("The bot has started");
      JsonNode line = only();
      assertThat(line.fieldNames())
          .toIterable()
          .containsExactly("timestamp", "level", "logger", "thread", "message");
      assertThat(Instant.parse(line.get("timestamp").asText())).isAfterOrEqualTo(before);
      assertThat(line.get("level").asText()).isEqualTo("INFO");
      assertThat(line.get("logger").asText()).isEqualTo("io.botfunnel.starter.Example");
      assertThat(line.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
      assertThat(line.get("message").asText()).isEqualTo("The bot has started");
    }

    @Test
    void tellsWhatItsMessageIsMadeOf() throws IOException {
      capture.log.warn("{} was refused: {}", "outbox deposit/dep-7", "invalid_value");
      assertThat(only().get("message").asText())
          .isEqualTo("outbox deposit/dep-7 was refused: invalid_value");
      assertThat(only().get("template").asText()).isEqualTo("{} was refused: {}");
      assertThat(only().get("arguments"))
          .extracting(JsonNode::asText)
          .containsExactly("outbox deposit/dep-7", "invalid_value");
    }

    @Test
    void tellsItsKeys() throws IOException {
      Objects.requireNonNull(capture.context.getMDCAdapter()).put("update", "17");
      capture.log.atInfo().addKeyValue("eid", "dep-7").addKeyValue("n", 3).log("done");
      assertThat(only().get("keys").properties())
          .extracting(key -> entry(key.getKey(), key.getValue().asText()))
          .containsExactly(entry("update", "17"), entry("eid", "dep-7"), entry("n", "3"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "two\nlines",
          "\r\n\t\b\f\u0000",
          "\"quoted\" \\ {json: 1}",
          "\u2028 and \u0085",
          "\uD83D\uDE00",
          "half a pair \uD83D",
          "</script>"
        })
    void isOneLineOfJsonWhateverWasLogged(String hostile) throws IOException {
      capture.log.info("{}", hostile);
      assertThat(capture.written().chars().filter(c -> c == '\n')).hasSize(1);
      JsonNode line = new ObjectMapper().readTree(capture.written());
      assertThat(line.get("message").asText()).isEqualTo(hostile);
    }

    @Test
    void isWrittenThoughAnArgumentCannotBeShown() throws IOException {
      capture.log.info("{}", new Unshowable());
      assertThat(only().get("message").asText()).contains("FAILED toString()");
    }
  }

  @Nested
  class AnException {
    @Test
    void isInItsLineWithItsCauses() throws IOException {
      capture.log.error("It failed", new IOException("outer", new IllegalStateException("why")));
      assertThat(only().get("throwable").asText())
          .startsWith("java.io.IOException: outer\n\tat ".replace("\n", System.lineSeparator()))
          .contains("Caused by: java.lang.IllegalStateException: why");
    }
  }

  @Nested
  class ASecret {
    @Test
    void isMaskedWhereverItStands() throws IOException {
      capture.mask.hide(BEARER);
      Objects.requireNonNull(capture.context.getMDCAdapter()).put("who", TOKEN);
      capture
          .log
          .atError()
          .addKeyValue("key", BEARER)
          .setCause(new IOException("at " + TOKEN, new IllegalStateException(BEARER)))
          .log(TOKEN + " {}", BEARER);
      assertThat(capture.written()).doesNotContain("AAF-0123", "s3cr3t");
      assertThat(only().get("message").asText()).isEqualTo("*** ***");
      assertThat(only().get("template").asText()).isEqualTo("*** {}");
      assertThat(only().get("keys").get("key").asText()).isEqualTo("***");
      assertThat(only().get("throwable").asText()).contains("IOException: at ***");
    }
  }

  @Nested
  class TheFormat {
    @Test
    void changesWithTheNextLine() {
      capture.lines.writeJson(false);
      capture.log.info("as text");
      capture.lines.writeJson(true);
      capture.log.info("as json");
      assertThat(lines().get(0)).endsWith(" - as text");
      assertThat(lines().get(1)).startsWith("{").endsWith("}");
    }

    @Test
    void isSetWhereTheDefaultConsoleIs() {
      new LogbackBackend(capture.context).writeJson(false);
      capture.log.info("as text");
      new LogbackBackend(capture.context).writeJson(true);
      capture.log.info("as json");
      assertThat(lines().get(0)).endsWith(" - as text");
      assertThat(lines().get(1)).contains("\"message\":\"as json\"");
    }

    @Test
    void isTheAuthorsOwnWhereHeHasALogbackXml() {
      LogCapture own = new LogCapture();
      own.root().addAppender(own.appenderWithPattern("OWN %msg%n"));
      AppenderGuard.over(own.context, own.mask);
      new LogbackBackend(own.context).writeJson(true);
      own.log.info("hello");
      assertThat(own.written().lines())
          .containsExactly(
              "OWN logging.format=json has no effect: the project's own logback.xml sets the format",
              "OWN hello");
    }
  }

  private static final class Unshowable {
    @Override
    public String toString() {
      throw new IllegalStateException("cannot be shown");
    }
  }
}
