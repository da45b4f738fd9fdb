package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.net.SyslogAppender;
import ch.qos.logback.classic.sift.MDCBasedDiscriminator;
import ch.qos.logback.classic.sift.SiftingAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reviewer tried to get a secret, or a line of their own, into the log. */
class HostileLogTest {
  private static final String SECRET = "hu~sh 7/\"key\\+ö=end";
  private static final String FORGED = "\nFORGED line\u001b[2J\u009b\u202e";
  private static final String OBEYED = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]";

  @Nested
  class ASecret {
    private final SecretMask mask = new SecretMask();

    private void assertHidden(String spelled) {
      mask.hide(SECRET);
      assertThat(mask.apply("a " + spelled + " z")).isEqualTo("a *** z");
    }

    @Test
    void isHiddenAsAFormSpellsIt() {
      assertHidden(URLEncoder.encode(SECRET, UTF_8));
    }

    @Test
    void isHiddenAsAUrlSpellsIt() {
      assertHidden(URLEncoder.encode(SECRET, UTF_8).replace("+", "%20").replace("%7E", "~"));
    }

    @Test
    void isHiddenIfOnlyWhatHasToIsEncoded() {
      assertHidden("hu~sh%207/%22key%5c+ö=end");
    }

    @Test
    void isHiddenWithinAStringOfJson() throws IOException {
      String json = new ObjectMapper().writeValueAsString(SECRET);
      assertHidden(json.substring(1, json.length() - 1));
      assertHidden(json.substring(1, json.length() - 1).replace("/", "\\/"));
      assertHidden(json.substring(1, json.length() - 1).replace("ö", "\\u00f6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_under", "-dash", "über", "\ud83d\ude80launch", "7seven", "%percent"})
    void isHiddenWhateverItBeginsWith(String secret) {
      mask.hide(secret);
      assertThat(mask.apply("a " + secret + " " + URLEncoder.encode(secret, UTF_8)))
          .isEqualTo("a *** ***");
    }

    @Test
    void isHiddenInBase64() {
      assertHidden(Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)));
      assertHidden(Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://me:hush@proxy:3128/x",
          "jdbc:postgresql://me:hush@db/bot",
          "socks://hush@host",
          "Authorization: Basic aHVzaDpodXNo",
          "Proxy-Authorization=[basic aHVzaDpodXNo]"
        })
    void isHiddenByItsShapeInAUrlAndAHeader(String text) {
      assertThat(mask.apply(text)).contains("***").doesNotContain("hush", "aHVza");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://t.me/@name and a@b",
          "see https://example.com/x@y",
          "Basic setup is done",
          "//comment by @me"
        })
    void leavesWhatIsNone(String text) {
      assertThat(mask.apply(text)).isSameAs(text);
    }

    @Test
    void isHiddenQuicklyInALongText() {
      mask.hide(SECRET);
      String text = "://%20h".repeat(200_000);
      assertThat(mask.apply(text)).isSameAs(text);
    }
  }

  @Nested
  class InJson {
    private final LogCapture capture = LogCapture.guarded(true);

    private JsonNode only() throws IOException {
      assertThat(capture.written().lines()).hasSize(1);
      return new ObjectMapper().readTree(capture.written());
    }

    @Test
    void halvesOfASecretAreNoArguments() throws IOException {
      capture.mask.hide("hush-hush-secret");
      capture.log.info("key {}{} of {}", "hush-hush", "-secret", "bot");
      assertThat(capture.written()).doesNotContain("hush", "-secret");
      assertThat(only().get("message").asText()).isEqualTo("key *** of bot");
    }

    @Test
    void halvesThatTheTemplateHoldsAreNone() {
      capture.mask.hide("hush-hush-secret");
      capture.log.info("key hush-hush{} of {}", "-secret", "bot");
      assertThat(capture.written()).doesNotContain("hush", "-secret").contains("key *** of bot");
    }

    @Test
    void aSecretIsNoKey() {
      capture.mask.hide("hush-hush-secret");
      Objects.requireNonNull(capture.context.getMDCAdapter()).put("hush-hush-secret", "mdc");
      capture.log.atInfo().addKeyValue("a hush-hush-secret", "pair").log("done");
      assertThat(capture.written()).contains("mdc", "pair").doesNotContain("hush");
    }

    @Test
    void halfOfAPairIsKeptAndNothingIsObeyed() throws IOException {
      capture.log.info("{}", "x\ud83d" + FORGED, new IOException("y" + FORGED));
      assertThat(capture.written()).doesNotContainPattern(OBEYED);
      assertThat(only().get("message").asText()).isEqualTo("x\ud83d" + FORGED);
    }
  }

  /** As an author's own logback.xml may have them. */
  @Nested
  class ByAppendersOfTheAuthors {
    private final LogCapture capture = new LogCapture();

    private void log() {
      AppenderGuard.over(capture.context, capture.mask);
      capture.mask.hide("hush-hush-secret");
      Objects.requireNonNull(capture.context.getMDCAdapter()).put("k" + FORGED, "v" + FORGED);
      capture
          .log
          .atInfo()
          .setCause(new IOException("x" + FORGED))
          .addKeyValue("p" + FORGED, "hush-hush-secret" + FORGED)
          .log("hello {}", FORGED);
    }

    private void assertNothingForged(String written) {
      assertThat(written).contains("hello", "FORGED").doesNotContain("hush");
      assertThat(written.lines()).noneMatch(line -> line.startsWith("FORGED"));
      assertThat(written).doesNotContainPattern(OBEYED);
    }

    @Test
    void aPatternWithAllThatThereIs() {
      capture
          .root()
          .addAppender(capture.appenderWithPattern("%mdc %kvp %thread %logger %msg%n%ex"));
      log();
      assertNothingForged(capture.written());
    }

    @Test
    void oneForEachBot() {
      SiftingAppender sifting = new SiftingAppender();
      sifting.setContext(capture.context);
      MDCBasedDiscriminator bots = new MDCBasedDiscriminator();
      bots.setKey("bot");
      bots.setDefaultValue("none");
      bots.start();
      sifting.setDiscriminator(bots);
      sifting.setAppenderFactory(
          (context, bot) -> capture.appenderWithPattern("%mdc %kvp %msg%n%ex"));
      sifting.start();
      capture.root().addAppender(sifting);
      log();
      assertNothingForged(capture.written());
    }

    @Test
    void syslog() {
      SyslogAppender syslog = new SyslogAppender();
      assertThat(SingleLineEvents.matters(syslog)).isTrue();
    }
  }
}
