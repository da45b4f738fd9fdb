package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTextTest {
  private static final ConsoleText ASCII = new ConsoleText(US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "wait…, wait...",
    "a → b, a -> b",
    "2 × invalid, 2 x invalid",
    "✓ fine, + fine",
    "✗ broken, x broken",
    "5 µs, 5 us",
    "Zoë Čapek, Zoe Capek",
    "Жук, \\u0416\\u0443\\u043a",
    "🚀, \\ud83d\\ude80",
    "ﬁne, fine"
  })
  void isAsciiWhereTheConsoleKnowsNoMore(String text, String shown) {
    assertThat(ASCII.fit(text)).isEqualTo(shown);
  }

  @Test
  void keepsWhatTheConsoleKnows() {
    assertThat(new ConsoleText(ISO_8859_1).fit("Zoë → Жук"))
        .isEqualTo("Zoë -> \\u0416\\u0443\\u043a");
    assertThat(new ConsoleText(UTF_8).fit("Zoë → Жук 🚀")).isEqualTo("Zoë → Жук 🚀");
  }

  @Test
  void hasNoQuestionMarkForHalfOfASurrogatePair() {
    assertThat(ASCII.fit("a\ud83d")).isEqualTo("a\\ud83d");
  }

  @Test
  void saysTheSameInJson() throws IOException {
    String json = "{\"reason\":\"Zoë → Жук 🚀 …\"}";
    assertThat(ASCII.fitJson(json)).matches("\\p{ASCII}*");
    ObjectMapper reader = new ObjectMapper();
    assertThat(reader.readTree(ASCII.fitJson(json))).isEqualTo(reader.readTree(json));
  }

  @Test
  void isWrittenToAStream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintWriter out = ASCII.writerTo(new PrintStream(bytes, true, UTF_8))) {
      out.println("a → Ж");
      out.printf("%s…%n", "b");
      out.write('→');
    }
    assertThat(bytes.toString(UTF_8)).isEqualToNormalizingNewlines("a -> \\u0416\nb...\n->");
  }
}
