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
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b]0;title\u0007",
        "\u001b[31;1H",
        "\u009b2J",
        "\u009d0;title\u009c",
        "over\rwritten",
        "\u202edesrever",
        "\u2066isolated\u2069",
        "\u200f",
        "\u061c",
        "\u0000\u007f\u0085",
        "line\u2028and\u2029paragraph"
      })
  void aTerminalObeysNothingOfIt(String hostile) throws IOException {
    ConsoleText console = new ConsoleText(UTF_8);
    assertThat(console.fit(hostile)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    ObjectMapper json = new ObjectMapper();
    String fit = console.fitJson(json.writeValueAsString(hostile));
    assertThat(fit).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    assertThat(json.readValue(fit, String.class)).isEqualTo(hostile);
  }

  @Test
  void keepsTheLayoutOfOurOwnLines() {
    String ours = "\u001b[31;1mbad\u001b[0m\ttold\n\r\nnext";
    assertThat(new ConsoleText(UTF_8).fit(ours)).isEqualTo(ours);
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
