package io.botfunnel.tracking.internal.telegram.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.telegram.RawUpdates;
import io.botfunnel.tracking.internal.telegram.TelegramSample;
import io.botfunnel.tracking.telegram.CaptureRules;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of each source, and what it leaves alone. */
final class SourcesTest {
  private static final UserId ZOE = new UserId(555123);
  private static final Instant AT = Instant.ofEpochSecond(1_790_000_000);

  private CaptureRules rules =
      CaptureRules.STANDARD
          .withSubscribedChats(chats("@signalsvip", "-1001987654321"))
          .withPayments(true)
          .withStarsRate(StarsRate.of("0.013 USD"));

  private static Set<SubscribedChat> chats(String... names) {
    return Arrays.stream(names).map(SubscribedChat::new).collect(Collectors.toSet());
  }

  private List<Recordable> meaning(TelegramSample sample) {
    return new Capture("MyShopBot", rules).of(sample.received());
  }

  private void assertNothing(TelegramSample sample) {
    assertThat(meaning(sample)).isEmpty();
  }

  private static TelegramSample sample(String name) {
    return TelegramSample.of(name);
  }

  @Nested
  final class AStartWithAnotherPrefix {
    @Test
    void isTrackedWhereItIsTheSetting() {
      rules = rules.withStartPrefix(new StartPrefix("promo-"));
      assertThat(start("promo-abc")).containsExactly(new TrackedStart(ZOE, new ClickId("abc"), AT));
      assertThat(start("promo-" + "u".repeat(58))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fb_abc", "promo_abc", "PROMO-abc", "promo-", "ref-promo-abc"})
    void isLeftToTheAuthorOtherwise(String payload) {
      rules = rules.withStartPrefix(new StartPrefix("promo-"));
      assertThat(start(payload)).isEmpty();
    }

    private List<Recordable> start(String payload) {
      return new Capture("MyShopBot", rules).of(RawUpdates.privateText(1, "/start " + payload));
    }
  }

  @Nested
  final class AJoin {
    private final TelegramSample joined = sample("joined");

    @Test
    void isSubscribedOnceAUserWithTelegramsDate() {
      assertThat(meaning(joined)).containsExactly(Conversion.subscribed(ZOE, AT));
    }

    @Test
    void isAboutWhoWasLetInNotAboutWhoDidIt() {
      assertThat(meaning(sample("let-in"))).containsExactly(Conversion.subscribed(ZOE, AT));
    }

    @Test
    void isNotYetARequest() {
      assertNothing(sample("asked-to-join"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@SIGNALSVIP", "@signalsvip", "-1001987654321"})
    void countsInAChatByItsNameInAnyCaseOrItsId(String chat) {
      rules = rules.withSubscribedChats(chats(chat, "@other"));
      assertThat(meaning(joined)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@signals", "@signalsvip2", "-1001987654322", "-987654321"})
    void countsNowhereElse(String chat) {
      rules = rules.withSubscribedChats(chats(chat));
      assertNothing(joined);
    }

    @Test
    void countsNowhereWhereNoChatIsSet() {
      rules = CaptureRules.STANDARD;
      assertNothing(joined);
    }

    @ParameterizedTest
    @CsvSource({
      "left,member",
      "left,administrator",
      "left,creator",
      "kicked,member",
      "left,restricted-in",
      "restricted-out,restricted-in",
      "restricted-out,member",
      "kicked,restricted-in"
    })
    void isAChangeFromNoMemberToMember(String before, String after) {
      assertThat(meaning(change(before, after))).containsExactly(Conversion.subscribed(ZOE, AT));
    }

    @ParameterizedTest
    @CsvSource({
      "member,administrator", "administrator,member", "member,member", "restricted-in,member",
      "member,restricted-in", "creator,administrator", "member,left", "member,kicked",
      "restricted-in,restricted-out", "left,kicked", "kicked,left", "left,restricted-out",
      "left,restricted", "left,banished", "banished,member", "banished,banished"
    })
    void isNoOtherChange(String before, String after) {
      assertNothing(change(before, after));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "/chat_member/new_chat_member/user/is_bot | true",
          "/chat_member/new_chat_member/user/id     | -5",
          "/chat_member/new_chat_member/user/id     | 4503599627370497",
          "/chat_member/new_chat_member             | ''",
          "/chat_member/new_chat_member             | null",
          "/chat_member/old_chat_member             | ''",
          "/chat_member/new_chat_member/user        | ''",
          "/chat_member/chat                        | ''",
          "/chat_member/chat/id                     | ''",
          "/chat_member/date                        | ''",
          "/chat_member/date                        | 0",
        })
    void isOfAUserWhoCanBeCounted(String where, String value) {
      rules = rules.withSubscribedChats(chats("-1001987654321"));
      assertNothing(joined.with(where, value));
    }

    private TelegramSample change(String before, String after) {
      return joined
          .with("/chat_member/old_chat_member", member(before))
          .with("/chat_member/new_chat_member", member(after));
    }

    private String member(String status) {
      String rest =
          switch (status) {
            case "restricted-in" -> "\"restricted\",\"is_member\":true,\"until_date\":0";
            case "restricted-out" -> "\"restricted\",\"is_member\":false,\"until_date\":0";
            default -> "\"" + status + "\"";
          };
      return "{\"user\":{\"id\":555123,\"is_bot\":false,\"first_name\":\"Zoë\"},\"status\":%s}"
          .formatted(rest);
    }
  }

  @Nested
  final class APayment {
    private final TelegramSample paid = sample("paid");

    @Test
    void isADepositOfItsChargeInItsCurrency() {
      assertThat(meaning(paid))
          .containsExactly(
              Conversion.deposit(ZOE, "6513247654_555123_771_7423", Money.of("25.00", "USD"), AT));
    }

    @ParameterizedTest
    @CsvSource({
      "USD,145,1.45 USD", "EUR,1,0.01 EUR", "JPY,1500,1500 JPY", "VND,2147483647,2147483647 VND",
      "KRW,1100,1100 KRW", "CLP,670,670 CLP", "ISK,100,100 ISK", "UGX,3617,3617 UGX",
      "PYG,5577,5577 PYG", "IDR,1330800,13308.00 IDR", "HUF,27601,276.01 HUF"
    })
    void isInTheSmallestUnitsOfTelegramsList(String currency, int total, String amount) {
      assertThat(moneyOf(price(currency, total))).isEqualTo(amount);
    }

    @Test
    void inStarsIsConvertedByTheRate() {
      assertThat(moneyOf(sample("paid-stars"))).isEqualTo("3.25 USD");
    }

    @Test
    void inStarsCountsOnlyWithARate() {
      rules = rules.withStarsRate(null);
      assertNothing(sample("paid-stars"));
    }

    @Test
    void countsOnlyWhereItIsSwitchedOn() {
      rules = rules.withPayments(false);
      assertNothing(paid);
      assertNothing(sample("refunded"));
    }

    @Test
    void ofEachPeriodOfASubscriptionCountsByItsOwnCharge() {
      TelegramSample next =
          sample("paid-stars")
              .with("/message/successful_payment/is_first_recurring", "")
              .with("/message/successful_payment/telegram_payment_charge_id", "\"next\"");
      assertThat(eidOf(next)).isEqualTo("dep-next").isNotEqualTo(eidOf(sample("paid-stars")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ünïcode", "with space", "🎲", "line\\nbreak"})
    void isNotLostForTheCharactersOfItsId(String id) {
      assertThat(eidOf(charge(id)))
          .matches("dep-sha256-[0-9a-f]{64}")
          .isEqualTo(eidOf(charge(id)))
          .isNotEqualTo(eidOf(charge(id + "2")));
    }

    @Test
    void isNotLostForTheLengthOfItsId() {
      assertThat(eidOf(charge("c".repeat(120)))).isEqualTo("dep-" + "c".repeat(120));
      assertThat(eidOf(charge("c".repeat(121)))).matches("dep-sha256-[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "/message/successful_payment/total_amount               | 0",
          "/message/successful_payment/total_amount               | -2500",
          "/message/successful_payment/total_amount               | ''",
          "/message/successful_payment/currency                   | '\"KWD\"'",
          "/message/successful_payment/currency                   | '\"XXX\"'",
          "/message/successful_payment/currency                   | '\"usd\"'",
          "/message/successful_payment/currency                   | '\"\"'",
          "/message/successful_payment/currency                   | ''",
          "/message/successful_payment/telegram_payment_charge_id | '\"\"'",
          "/message/successful_payment/telegram_payment_charge_id | ''",
          "/message/from/is_bot                                   | true",
          "/message/from                                          | ''",
        })
    void isNotGuessedWhereItsWorthOrItsPayerIsNotKnown(String where, String value) {
      assertNothing(paid.with(where, value));
    }

    @Test
    void isNoEditAndNoInvoice() {
      assertNothing(new TelegramSample(paid.json().replace("\"message\"", "\"edited_message\"")));
      assertNothing(new TelegramSample(paid.json().replace("successful_payment", "invoice")));
    }

    private TelegramSample price(String currency, int total) {
      return paid.with("/message/successful_payment/currency", "\"" + currency + "\"")
          .with("/message/successful_payment/total_amount", String.valueOf(total));
    }

    private TelegramSample charge(String id) {
      return paid.with("/message/successful_payment/telegram_payment_charge_id", "\"" + id + "\"");
    }

    private Conversion deposit(TelegramSample sample) {
      return (Conversion) meaning(sample).get(0);
    }

    private String moneyOf(TelegramSample sample) {
      return String.valueOf(deposit(sample).money());
    }

    private String eidOf(TelegramSample sample) {
      return deposit(sample).eid().value();
    }
  }

  @Nested
  final class ARefund {
    private final TelegramSample refunded = sample("refunded");
    private final Instant nextDay = Instant.ofEpochSecond(1_790_086_400);

    @Test
    void isNoticedUnderTheEidOfItsDeposit() {
      EventId deposit = ((Conversion) meaning(sample("paid-stars")).get(0)).eid();
      assertThat(meaning(refunded))
          .containsExactly(
              new OperatorEvent(OperatorEvent.Kind.REFUND, ZOE, deposit, "250 XTR", nextDay));
    }

    @Test
    void isOfThePrivateChatsUserWhereTheBotItselfSaysIt() {
      TelegramSample byTheBot = refunded.with("/message/from/is_bot", "true");
      assertThat(meaning(byTheBot)).isEqualTo(meaning(refunded));
      assertNothing(byTheBot.with("/message/chat/type", "\"group\""));
    }

    @ParameterizedTest
    @CsvSource({"USD,2500,25.00 USD", "JPY,5,5 JPY", "KWD,1500,1500 smallest units of KWD"})
    void saysWhatWasGivenBack(String currency, String total, String detail) {
      TelegramSample other =
          refunded
              .with("/message/refunded_payment/currency", "\"" + currency + "\"")
              .with("/message/refunded_payment/total_amount", total);
      assertThat(((OperatorEvent) meaning(other).get(0)).detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"currency", "total_amount", "telegram_payment_charge_id"})
    void isNothingWithoutItsParts(String part) {
      assertNothing(refunded.with("/message/refunded_payment/" + part, ""));
    }
  }

  @Nested
  final class ABlock {
    @Test
    void isNoticedAndSoIsItsEnd() {
      rules = CaptureRules.STANDARD;
      assertThat(meaning(sample("blocked")))
          .containsExactly(noticed(OperatorEvent.Kind.BLOCKED, "blocked-555123-1790000000", AT));
      assertThat(meaning(sample("unblocked")))
          .containsExactly(
              noticed(
                  OperatorEvent.Kind.UNBLOCKED, "unblocked-555123-1790000060", AT.plusSeconds(60)));
    }

    private OperatorEvent noticed(OperatorEvent.Kind kind, String eid, Instant at) {
      return new OperatorEvent(kind, ZOE, new EventId(eid), "", at);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "/my_chat_member/chat/type              | '\"supergroup\"'",
          "/my_chat_member/chat/type              | '\"channel\"'",
          "/my_chat_member/chat                   | ''",
          "/my_chat_member/new_chat_member/status | '\"left\"'",
          "/my_chat_member/new_chat_member/status | '\"banished\"'",
          "/my_chat_member/old_chat_member/status | '\"kicked\"'",
          "/my_chat_member/from/is_bot            | true",
          "/my_chat_member/from                   | ''",
          "/my_chat_member/date                   | 0",
        })
    void isOneOfAUserInHisPrivateChatAlone(String where, String value) {
      assertNothing(sample("blocked").with(where, value));
    }
  }
}
