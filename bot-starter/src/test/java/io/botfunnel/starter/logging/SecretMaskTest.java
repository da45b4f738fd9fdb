package io.botfunnel.starter.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private final SecretMask mask = new SecretMask();

  @Nested
  class ByShape {
    @ParameterizedTest
    @CsvSource({
      "/bot123456789:AAF-0123456789_abcdefghijklmnopqrstu/getMe, /bot***/getMe",
      "/bot123456789%3AAAF-0123456789_abcdefghijklmnopqrstu/getMe, /bot***/getMe",
      "Authorization: Bearer abc.def-ghi, Authorization: Bearer ***",
      "authorization=[bearer abcdefgh], authorization=[bearer ***",
      "bearer (abcdefgh), bearer ***",
      "bearer ABCD_EFGH_BEARERS, bearer ***",
      "https://xtracker.cc/e?token=x&event=contact, https://xtracker.cc/e?token=***&event=contact",
      "BotSession(botToken=abc), BotSession(botToken=***)",
      "jdbc:postgresql://db/bot?user=a&password=b, jdbc:postgresql://db/bot?user=a&password=***",
    })
    void hides(String text, String shown) {
      assertThat(mask.apply(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "contact-123456789 at 12:30:45.123",
          "xtracker.bearer is set",
          "xtracker.bearer (XTRACKER_BEARER) is missing: Set XTRACKER_BEARER",
          "In bots.shop: xtracker.bearer (BOTS_SHOP_XTRACKER_BEARER) is missing",
          "Put the bearer xtracker.bearer-file names into it",
          "Set the bearer XTRACKER_BEARER anew",
          "123456789:short",
          "lane 4711: delivered 10 events",
        })
    void leavesAlone(String text) {
      assertThat(mask.apply(text)).isSameAs(text);
    }

    @Test
    void isQuickOnALongRunOfDigits() {
      String digits = "7".repeat(1_000_000);
      assertThat(mask.apply(digits)).isSameAs(digits);
    }
  }

  @Nested
  class ByValue {
    @Test
    void hidesAKnownSecretPlainAndUrlEncoded() {
      mask.hide("top/secret+key");
      assertThat(mask.apply("top/secret+key top%2Fsecret%2Bkey top%2fsecret%2bkey"))
          .isEqualTo("*** *** ***");
    }

    @Test
    void hidesTheLongerOfTwoThatStartAlike() {
      mask.hide("hush-hush");
      mask.hide("hush-hush-hush");
      assertThat(mask.apply("hush-hush-hush, hush-hush")).isEqualTo("***, ***");
    }

    @Test
    void ignoresOneThatWouldShredEveryLine() {
      mask.hide("");
      mask.hide("bot");
      assertThat(mask.apply("the bot")).isEqualTo("the bot");
    }
  }
}
