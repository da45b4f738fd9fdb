package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.PARTNERS_TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.SECRET;
import static io.botfunnel.starter.gateway.GivenGateway.TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.botfunnel.fixtures.Thoroughness;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.QuickTheory;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;
import org.quicktheories.generators.SourceDSL;
import org.quicktheories.impl.Constraint;

/**
 * Queries and bodies of every kind, half of them with the right token and much that is nearly
 * right: never a 5xx, never a stack trace, never a secret in the answer. A failure names its seed
 * and the smallest example; {@code -Dbotfunnel.examples=} runs more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class GatewayFuzzTest {
  private static final int EXAMPLES = Thoroughness.of("botfunnel.examples", 100, 400);

  private static final List<String> PIECES =
      List.of(
          "token=" + TOKEN,
          "token=" + TOKEN,
          "token=" + PARTNERS_TOKEN,
          "event=deposit",
          "event=contact",
          "event=registration",
          "event=",
          "uid=abc",
          "uid=" + TOKEN,
          "uid=%7Bsub_id%7D",
          "uid={sub_id}",
          "eid=t-1",
          "eid=" + SECRET,
          "value=25.00",
          "value=1e999999999",
          "value=٢",
          "currency=USD",
          "currency=XTR",
          "t=1767225600123",
          "t=99999999999999999999",
          TOKEN + "=1",
          "goal=dep",
          "goal=nothing",
          "sub_id=abc",
          "trade_id=9",
          "=",
          "&",
          "%",
          "%zz",
          "%00",
          "%ff%fe",
          "uid=%0d%0aSet-Cookie:%20a=b",
          "a[]=1",
          "a=<script>alert(1)</script>",
          "\u0000",
          "ü",
          "{{{{{{{{{{{{",
          "'; DROP TABLE entry;--");

  private static final List<String> JSON =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"token\":\"" + TOKEN + "\"",
          "\"uid\":\"abc\"",
          "\"uid\":" + "[".repeat(2_000),
          "\"canonical\":\"deposit\"",
          "\"event\":\"deposit\"",
          "\"event_id\":\"" + SECRET + "\"",
          "\"event_id\":\"1\"",
          "\"occurred_at_ms\":1767225600123",
          "\"occurred_at_ms\":1e400",
          "\"click\":{\"uid\":\"abc\",\"tg_id\":5}",
          "\"click\":7",
          "\"data\":{\"value\":\"25.00\",\"currency\":\"USD\"}",
          "\"value\":" + "9".repeat(900),
          "\"value\":1e999999999",
          "\"\\ud800\":1",
          ",",
          ":",
          "null",
          "true",
          "\"");

  private static final List<String> TYPES =
      List.of(
          "application/x-www-form-urlencoded",
          "application/json",
          "application/json; charset=utf-7",
          "text/plain",
          "",
          "multipart/form-data",
          "/;=");

  private static final List<String> PATHS =
      List.of("/e", "/e", "/e/pocket-option", "/xtracker", "/e/", "/e/%2e%2e", "/e;a=b", "//e");

  private GivenGateway given;

  @BeforeAll
  void start(@TempDir Path folder) {
    given = new GivenGateway.Setup().rate(100_000).partners(PartnerTest.POCKET).start(folder);
  }

  @AfterAll
  void stop() {
    given.close();
  }

  private static QuickTheory theory() {
    return QuickTheory.qt()
        .withFixedSeed(Long.getLong("botfunnel.seed", 20_260_101L))
        .withExamples(EXAMPLES)
        .withShrinkCycles(EXAMPLES);
  }

  private static Gen<String> some(List<String> pieces, String between, int most) {
    Gen<Integer> length = Generate.range(0, most);
    Gen<String> piece = Generate.pick(pieces);
    return random -> {
      StringBuilder text = new StringBuilder();
      for (int left = length.generate(random); left > 0; left--) {
        text.append(piece.generate(random)).append(between);
      }
      return text.toString();
    };
  }

  /** As it goes over the wire: what would end the line is encoded, the rest is not. */
  private static String onALine(String text) {
    return text.replace(" ", "%20").replace("\r", "%0d").replace("\n", "%0a");
  }

  private String answer(String head, String body) {
    String bytes = new String(body.getBytes(UTF_8), ISO_8859_1);
    try (Wire wire = Wire.to(given.gateway.url())) {
      return wire.send(
              head
                  + "\r\nHost: x\r\nConnection: close\r\nX-Webhook-Secret: "
                  + SECRET
                  + "\r\nContent-Length: "
                  + bytes.length()
                  + "\r\n\r\n"
                  + bytes)
          .answer();
    }
  }

  private static void assertHarmless(String sent, String answer) {
    assertThat(answer).as(sent).containsPattern("^HTTP/1.1 [24]\\d\\d ");
    assertThat(answer)
        .as(sent)
        .doesNotContain(TOKEN, SECRET, PARTNERS_TOKEN)
        .doesNotContain("Exception", "\tat ", "java.", "Set-Cookie", "<script");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThatCode(() -> GivenGateway.json(body)).as(answer).doesNotThrowAnyException();
  }

  @Test
  void aQueryIsAnsweredHarmlessly() {
    theory()
        .forAll(Generate.pick(PATHS), some(PIECES, "&", 10))
        .checkAssert(
            (path, query) -> {
              String line = "GET " + path + "?" + onALine(query) + " HTTP/1.1";
              assertHarmless(line, answer(line, ""));
            });
  }

  @Test
  void aFormIsAnsweredHarmlessly() {
    theory()
        .forAll(Generate.pick(PATHS), Generate.pick(TYPES), some(PIECES, "&", 10))
        .checkAssert(this::assertHarmlessPost);
  }

  @Test
  void aJsonBodyIsAnsweredHarmlessly() {
    Gen<String> object = some(JSON, ",", 8);
    theory()
        .forAll(
            Generate.pick(PATHS),
            Generate.pick(TYPES),
            random ->
                random.next(Constraint.between(0, 3)) == 0
                    ? object.generate(random)
                    : "{" + object.generate(random).replaceAll(",$", "") + "}")
        .checkAssert(this::assertHarmlessPost);
  }

  @Test
  void anyCharactersAreAnsweredHarmlessly() {
    theory()
        .forAll(
            Generate.pick(PATHS),
            Generate.pick(TYPES),
            SourceDSL.strings().allPossible().ofLengthBetween(0, 300))
        .checkAssert(this::assertHarmlessPost);
  }

  private void assertHarmlessPost(String path, String type, String body) {
    String head = "POST " + path + "?token=" + TOKEN + " HTTP/1.1";
    String typed = type.isEmpty() ? head : head + "\r\nContent-Type: " + type;
    assertHarmless(typed + "\n" + body, answer(typed, body));
  }
}
