package io.botfunnel.tracking.xtracker.postback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.tracking.event.EventName;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostbackUrlTest {
  private static PostbackUrlBuilder url() {
    return PostbackUrl.builder().url(URI.create("https://xtracker.cc")).token("hush");
  }

  private static PostbackUrlBuilder deposit() {
    return url()
        .macro("eid", "{trade_id}")
        .plain("currency", "USD")
        .macro("value", "{sumdep}")
        .macro("uid", "{sub_id}")
        .event("deposit");
  }

  @Nested
  class Building {
    @Test
    void macrosStayAsTheyAreInTheOrderOfTheGuide() {
      assertThat(deposit().build().reveal())
          .isEqualTo(
              "https://xtracker.cc/e?token=hush&event=deposit&uid={sub_id}&value={sumdep}"
                  + "&currency=USD&eid={trade_id}");
    }

    @Test
    void plainValuesArePercentEncoded() {
      String revealed =
          url()
              .token("a+b/c=&*")
              .event(EventName.REGISTRATION)
              .plain("eid", "a&b=c#d%")
              .plain("t", "1700000000123")
              .build()
              .reveal();
      assertThat(revealed)
          .isEqualTo(
              "https://xtracker.cc/e?token=a%2Bb%2Fc%3D%26%2A&event=registration"
                  + "&eid=a%26b%3Dc%23d%25&t=1700000000123");
    }

    @Test
    void laterChangesOfTheBuilderDoNotReachABuiltUrl() {
      PostbackUrlBuilder builder = deposit();
      PostbackUrl built = builder.build();
      String before = built.reveal();
      builder.macro("uid", "[other]");
      assertThat(built.reveal()).isEqualTo(before);
    }
  }

  @Nested
  class Masking {
    @Test
    void onlyRevealShowsTheToken() {
      PostbackUrl built = deposit().build();
      assertThat(built).hasToString(built.masked());
      assertThat(built.masked())
          .startsWith("https://xtracker.cc/e?token=***&event=deposit")
          .doesNotContain("hush");
    }

    @Test
    void aBadTokenIsNotShown() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> url().token("hush hush"))
          .withMessageContaining("xtracker.ingest-token")
          .withMessageNotContaining("hush");
    }
  }

  @Nested
  class Rules {
    @Test
    void theEventIsOneOfTheFour() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> url().event("Purchase"))
          .withMessageContaining("contact, subscribed, registration, deposit");
    }

    @Test
    void theParameterIsAKnownOne() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> url().macro("sum", "{sum}"))
          .withMessageContaining("uid, value, currency, eid, t");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "{a&b}", "#id#", "%ID%", "{a+b}", "{a b}", "\"id\"", "'id'", "{ид}", "a\n"})
    void aMacroThatWouldBreakTheUrlIsRefused(String macro) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> url().macro("uid", macro))
          .withMessageContaining("& # % + spaces and quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{sub_id}", "[SUBID]", "__CLICK__", "$click", "{{x.y}}", "<id>"})
    void theUsualMacrosAreTaken(String macro) {
      assertThat(url().event("contact").macro("uid", macro).build().reveal()).endsWith(macro);
    }

    @ParameterizedTest
    @CsvSource({
      "uid, a b",
      "currency, usd",
      "currency, XTR",
      "currency, ABC",
      "value, '1,5'",
      "value, 0.00",
      "value, -1",
      "t, soon",
      "eid, a b",
      "event, contact"
    })
    void aPlainValueFollowsTheRuleOfItsParameter(String parameter, String value) {
      assertThatIllegalArgumentException().isThrownBy(() -> url().plain(parameter, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "currency", "eid"})
    void aDepositNeedsValueCurrencyAndEid(String missing) {
      PostbackUrlBuilder builder = url().event("deposit");
      for (String parameter : new String[] {"value", "currency", "eid"}) {
        if (!parameter.equals(missing)) {
          builder.macro(parameter, "{" + parameter + "}");
        }
      }
      assertThatIllegalArgumentException()
          .isThrownBy(builder::build)
          .withMessageStartingWith(missing);
    }

    @Test
    void aPlainAmountFitsItsCurrency() {
      PostbackUrlBuilder builder = deposit().plain("value", "1.5").plain("currency", "JPY");
      assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("JPY");
    }

    @Test
    void onlyADepositCarriesMoney() {
      PostbackUrlBuilder builder = url().event("contact").macro("value", "{sum}");
      assertThatIllegalArgumentException()
          .isThrownBy(builder::build)
          .withMessageContaining("deposit");
    }

    @Test
    void whatIsMissingIsNamed() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> url().build())
          .withMessageStartingWith("event");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PostbackUrl.builder().build())
          .withMessageStartingWith("xtracker.url");
    }
  }
}
