package io.botfunnel.starter.cli.postback;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.cli.Shell;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostbackCommandsTest {
  private static final String TOKEN = "ingest-s3cret";
  private static final String GOOD =
      "https://xtracker.cc/e?token=ingest-s3cret&event=deposit&uid=abc&value=25.00&currency=USD&eid=t-7";

  private final Shell shell = new Shell().with("xtracker.ingest-token", TOKEN);

  private Shell.Answer check(String url) {
    return shell.run("postback-check", url);
  }

  @Nested
  class AUrlForAPartner {
    private Shell.Answer url(String... more) {
      String[] all = {"postback-url", "--event", "deposit", "--uid", "{sub_id}", "--eid", "{id}"};
      String[] arguments = java.util.Arrays.copyOf(all, all.length + more.length);
      System.arraycopy(more, 0, arguments, all.length, more.length);
      return shell.run(arguments);
    }

    @Test
    void hasTheTokenAndTheMacrosAndSaysThatItIsASecret() {
      Shell.Answer answer = url("--value", "{sum}", "--currency", "USD");
      assertThat(answer.code()).isZero();
      assertThat(answer.out())
          .isEqualToIgnoringNewLines(
              "https://xtracker.cc/e?token=ingest-s3cret&event=deposit&uid={sub_id}"
                  + "&value={sum}&currency=USD&eid={id}");
      assertThat(answer.err()).contains("only to the partner");
      assertThat(check(answer.out()).err()).isEmpty();
    }

    @Test
    void canBeShownWithoutTheToken() throws IOException {
      Shell.Answer answer = url("--value", "{sum}", "--currency", "USD", "--masked", "--json");
      assertThat(answer.json().path("url").asText()).contains("token=***");
      assertThat(answer.out() + answer.err()).doesNotContain(TOKEN);
    }

    @Test
    void isOneThatItsOwnCheckAccepts() {
      String template = url("--value", "{sum}", "--currency", "USD").out().strip();
      assertThat(shell.run("postback-check", "--template", template).code()).isZero();
    }

    @Test
    void needsWhatMovesRevenue() {
      Shell.Answer answer = url("--value", "{sum}");
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err()).contains("currency", "a deposit needs value, currency and eid");
    }

    @Test
    void needsTheTokenAndNamesItsSetting() {
      Shell.Answer answer =
          new Shell().run("postback-url", "--event", "contact", "--uid", "{sub_id}");
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err()).contains("XTRACKER_INGEST_TOKEN");
    }
  }

  @Nested
  class ACalledUrl {
    @Test
    void isGood() throws IOException {
      assertThat(check(GOOD).code()).isZero();
      assertThat(shell.run("postback-check", GOOD, "--json").json().path("good").asBoolean())
          .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        quoteCharacter = '"',
        textBlock =
            """
            uid=abc; uid={clickid}; uid still contains the macro {clickid}; Check its spelling
            uid=abc; uid=%7Bclickid%7D; uid still contains the macro {clickid}; Check its spelling
            uid=abc; uid=%257Bclickid%257D; uid still contains the macro; Check its spelling
            uid=abc; uid=[SUB_ID]; uid still contains the macro [SUB_ID]; Check its spelling
            uid=abc; uid=${SUBID}; uid still contains the macro; Check its spelling
            uid=abc; uid=#s1#; uid still contains the macro #s1#; Check its spelling
            uid=abc; uid=; The uid is missing; Add uid=
            uid=abc; uid=a.b; uid 'a.b'; as the landing page made it
            uid=abc; uid=fb_abc; begins with fb_; without it
            &eid=t-7; ; The eid is missing; Add eid=
            value=25.00; value=25,00; a comma is no decimal point; 25.00
            value=25.00; value=0; an amount is above zero; what was paid
            value=25.00; value=$25; amount '$25'; no comma, sign
            value=25.00; value=25.001; USD has 2 fraction digits; never rounded
            &value=25.00; ; The value is missing; Add value=
            currency=USD; currency=usd; three capital letters; Write USD
            currency=USD; currency=XXQ; ISO 4217 does not know; Check the code
            &currency=USD; ; takes it for USD; Add currency=
            event=deposit; event=depo; none of the four; contact, subscribed
            event=deposit; event=contact; Only a deposit carries value; Leave them out
            event=deposit&; ; The event is missing; Add event=deposit
            https://; http://; can read the token on the way; https://
            xtracker.cc; xtraker.cc; It calls xtraker.cc; Correct the host
            /e?; /events?; Its path is '/events'; Write /e
            token=ingest-s3cret&; ; The token is missing; postback-url prints
            token=ingest-s3cret; token=older; not the one in xtracker.ingest-token; prints now
            eid=t-7; eid=t-7&sub=1; XTRACKER does not know the parameter 'sub'; Rename it
            eid=t-7; eid=t-7&eid=t-8; 'eid' appears more than once; Keep one
            eid=t-7; eid=t-7&t=1767225600; t is in seconds; milliseconds
            eid=t-7; eid=t-7&t=today; t is 'today'; leave t out
            https://xtracker.cc/; ; It is not a complete URL; Begin it with https://xtracker.cc/e
            """)
    void hasOneFaultWithItsRemedy(String good, String bad, String what, String remedy) {
      String url = GOOD.replace(good, bad == null ? "" : bad);
      Shell.Answer answer = check(url);
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("✗", what, "→", remedy);
      assertThat(answer.out()).doesNotContain(TOKEN);
      assertThat(answer.lines()).as(answer.out()).hasSize(2);
    }

    @Test
    void listsAllFaultsForMachines() throws IOException {
      Shell.Answer answer =
          shell.run("postback-check", "--json", "https://xtracker.cc/e?token=ingest-s3cret");
      assertThat(answer.json().path("good").asBoolean()).isFalse();
      assertThat(answer.json().path("faults")).hasSize(3);
      assertThat(answer.json().path("faults").get(0).path("remedy").asText()).isNotEmpty();
    }
  }

  @Nested
  class ATemplate {
    @ParameterizedTest
    @ValueSource(strings = {"{sub_id}", "[sub]", "#s1#", "${subid}"})
    void mayHoldMacros(String macro) {
      assertThat(
              shell
                  .run("postback-check", "--template", GOOD.replace("uid=abc", "uid=" + macro))
                  .out())
          .contains("✓");
    }

    @Test
    void hasThemAsTheyAre() {
      Shell.Answer answer =
          shell.run("postback-check", "--template", GOOD.replace("uid=abc", "uid=%7Bsub_id%7D"));
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("percent-encoded", "plain brackets");
    }
  }
}
