package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.BotApiFault;
import io.botfunnel.testkit.Fault;
import io.botfunnel.testkit.RecordedBind;
import io.botfunnel.testkit.RecordedEvent;
import io.botfunnel.testkit.SentMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One bot serves all the tests; every test is another user of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunnelBotTest {
  private RunningBot bot;
  private long lastUser = 1_000;

  @BeforeAll
  void startBot(@TempDir Path folder) {
    bot = new RunningBot(folder);
  }

  @AfterAll
  void stopBot() {
    bot.close();
  }

  private long newUser() {
    return ++lastUser;
  }

  private String told(long user, String text) {
    return bot.answerTo(user, it -> it.says(text)).text();
  }

  private List<RecordedEvent> eventsOf(String eid) {
    return bot.recorded().events().stream().filter(event -> eid.equals(event.eid())).toList();
  }

  @Nested
  class Starting {
    @Test
    void greetsAndOffersTheStepsAsButtons() {
      SentMessage greeting = bot.answerTo(newUser(), it -> it.starts("fb_greeted"));

      assertThat(greeting.text()).contains("Welcome");
      assertThat(greeting.replyMarkup())
          .contains("inline_keyboard", "/subscribe", "/register", "/deposit", "/status");
    }

    @Test
    void bindsTheClickAndCountsTheContactOnce() {
      long user = newUser();
      bot.answerTo(user, it -> it.starts("fb_click1"));
      bot.answerTo(user, it -> it.starts());
      bot.settle();

      assertThat(bot.recorded().binds()).extracting(RecordedBind::uid).contains("click1");
      assertThat(eventsOf("contact-" + user))
          .extracting(RecordedEvent::uid)
          .containsExactly("click1");
    }

    @Test
    void tracksNothingOfSomebodyWhoCameByHimself() {
      long user = newUser();
      bot.answerTo(user, it -> it.starts());
      bot.settle();

      assertThat(eventsOf("contact-" + user)).isEmpty();
      assertThat(told(user, "/status")).contains("Nothing has been recorded");
    }
  }

  @Nested
  class Subscribing {
    @Test
    void isCountedOnceHoweverOftenItIsSaid() {
      long user = newUser();

      assertThat(told(user, "/subscribe")).contains("You are subscribed", "/register");
      assertThat(told(user, "/subscribe")).contains("subscribed before", "counts once");
      bot.settle();
      assertThat(eventsOf("subscribed-" + user)).hasSize(1);
    }
  }

  @Nested
  class Registering {
    @Test
    void recordsTheTraderId() {
      assertThat(told(newUser(), "/register PO-1"))
          .contains("Trader PO-1 is registered", "/deposit");
      bot.settle();
      assertThat(eventsOf("PO-1")).extracting(RecordedEvent::event).containsExactly("registration");
    }

    @Test
    void saysThatATraderWasRegisteredBefore() {
      long user = newUser();
      told(user, "/register PO-2");

      assertThat(told(user, "/register PO-2")).contains("PO-2 was recorded before");
    }

    @Test
    void explainsItselfWithoutATraderIdAndWithTwo() {
      String usage = "Write /register <trader-id>, for example: /register 4711";

      assertThat(told(newUser(), "/register")).contains("I need your trader id", usage);
      assertThat(told(newUser(), "/register PO 3")).contains("I need your trader id", usage);
    }

    @Test
    void passesOnWhatTheHookFindsWrong() {
      assertThat(told(newUser(), "/register Größe"))
          .contains("trader id", "visible ASCII", "Write /register");
    }
  }

  @Nested
  class Depositing {
    @Test
    void takesDollarsForGranted() {
      assertThat(told(newUser(), "/deposit 25 tx-10")).contains("25.00 USD", "tx-10", "recorded");
      bot.settle();
      assertThat(eventsOf("dep-tx-10")).extracting(RecordedEvent::value).containsExactly("25.00");
    }

    @Test
    void takesACurrency() {
      assertThat(told(newUser(), "/deposit 1500 JPY tx-11")).contains("1500 JPY");
      bot.settle();
      assertThat(eventsOf("dep-tx-11")).extracting(RecordedEvent::currency).containsExactly("JPY");
    }

    @Test
    void saysThatATransactionWasRecordedBefore() {
      long user = newUser();
      told(user, "/deposit 25 USD tx-12");

      assertThat(told(user, "/deposit 25.00 USD tx-12")).contains("tx-12 was recorded before");
    }

    @Test
    void saysThatTheFirstAmountStays() {
      long user = newUser();
      told(user, "/deposit 25 USD tx-13");

      assertThat(told(user, "/deposit 30 USD tx-13")).contains("the first amount stays");
      bot.settle();
      assertThat(eventsOf("dep-tx-13")).extracting(RecordedEvent::value).containsExactly("25.00");
    }

    @Test
    void explainsItselfWhenWordsAreMissingOrTooMany() {
      String usage = "for example: /deposit 25.00 USD tx-1";

      assertThat(told(newUser(), "/deposit")).contains("I need an amount", usage);
      assertThat(told(newUser(), "/deposit 25")).contains("I need an amount", usage);
      assertThat(told(newUser(), "/deposit 25 USD tx 1")).contains("I need an amount", usage);
    }

    @Test
    void seesThatTheTransactionIsMissingAndNotTheCurrency() {
      assertThat(told(newUser(), "/deposit 25 usd"))
          .contains("'usd' looks like a currency", "for example:");
    }

    @Test
    void passesOnWhatTheHookFindsWrong() {
      assertThat(told(newUser(), "/deposit 25,00 USD tx-14"))
          .contains("amount '25,00'", "no comma", "for example:");
      assertThat(told(newUser(), "/deposit 25 usd tx-14")).contains("Write USD", "for example:");
      assertThat(told(newUser(), "/deposit 0 USD tx-14")).contains("above zero", "for example:");
      bot.settle();
      assertThat(eventsOf("dep-tx-14")).isEmpty();
    }
  }

  @Nested
  class AskingForTheStatus {
    @Test
    void saysThatNothingWasRecorded() {
      assertThat(told(newUser(), "/status"))
          .contains("without a click id", "Nothing has been recorded for you yet");
    }

    @Test
    void listsWhatWasRecordedAndDelivered() {
      long user = newUser();
      bot.answerTo(user, it -> it.starts("fb_listed"));
      told(user, "/subscribe");
      told(user, "/deposit 25 USD tx-20");
      bot.settle();

      assertThat(told(user, "/status").lines())
          .containsExactly(
              "You came with the click id listed.",
              "bind: delivered",
              "contact: delivered",
              "subscribed: delivered",
              "deposit 25.00 USD: delivered");
    }

    @Test
    void saysWhatTheTrackerRefused() {
      long user = newUser();
      bot.sandbox()
          .tracker()
          .failWhen(call -> "dep-tx-21".equals(call.eid()), Fault.INVALID_VALUE_400);
      told(user, "/deposit 25 USD tx-21");
      bot.settle();
      bot.sandbox().tracker().heal();

      assertThat(told(user, "/status")).contains("deposit 25.00 USD: refused by the tracker");
    }

    @Test
    void saysWhatIsOnItsWay() {
      long user = newUser();
      bot.sandbox().tracker().holdAnswers();
      told(user, "/deposit 25 USD tx-22");

      assertThat(told(user, "/status")).contains("deposit 25.00 USD: recorded, on its way");
      bot.sandbox().tracker().releaseAnswers();
    }

    @Test
    void saysWhatTheTrackerHadAlready() {
      long user = newUser();
      bot.sandbox().tracker().failNext(1, Fault.RESET_AFTER_RECORDING);
      told(user, "/subscribe");
      bot.settle();

      assertThat(told(user, "/status"))
          .contains("subscribed: delivered, the tracker had it already");
    }

    @Test
    void keepsALongHistoryShort() {
      long user = newUser();
      for (int i = 1; i <= 22; i++) {
        told(user, "/deposit 1 USD tx-long-" + i);
      }

      assertThat(told(user, "/status")).contains("… and 2 before").hasLineCount(22);
    }
  }

  @Nested
  class Buttons {
    @Test
    void takeTheStepThatTheyStandFor() {
      long user = newUser();
      bot.answerTo(user, it -> it.starts());

      assertThat(bot.answerTo(user, it -> it.presses("/subscribe")).text())
          .contains("You are subscribed");
      assertThat(bot.answerTo(user, it -> it.presses("/deposit")).text())
          .contains("Write /deposit");
    }

    @Test
    void areAnsweredSoThatTheirClockStops() {
      long user = newUser();
      bot.answerTo(user, it -> it.starts());
      long before = pressesAnswered();
      bot.answerTo(user, it -> it.presses("/status"));

      assertThat(pressesAnswered()).isEqualTo(before + 1);
    }

    @Test
    void takeTheStepAlsoWhenThePressIsTooOldToBeAnswered() {
      bot.sandbox().telegram().failMethod("answerCallbackQuery", BotApiFault.SERVER_ERROR_502);
      String answer = bot.answerTo(newUser(), it -> it.presses("/subscribe")).text();
      bot.sandbox().telegram().heal();

      assertThat(answer).contains("You are subscribed");
    }

    private long pressesAnswered() {
      return bot.sandbox().telegram().calls().stream()
          .filter("answerCallbackQuery"::equals)
          .count();
    }
  }

  @Nested
  class InAGroup {
    private static final long GROUP = -100_500;

    @Test
    void answersCommandsThatNameThisBot() {
      long user = newUser();
      String name = bot.sandbox().telegram().botUsername();

      assertThat(inGroup(user, "/register@" + name.toLowerCase(Locale.ROOT) + " PO-30"))
          .contains("PO-30 is registered");
    }

    @Test
    void answersCommandsThatNameNobody() {
      assertThat(inGroup(newUser(), "/subscribe")).contains("You are subscribed");
    }

    @Test
    void keepsOutOfWhatIsSaidToOthers() {
      long user = newUser();
      int before = bot.answers(GROUP).size();
      bot.user(user).inGroup(GROUP).says("/subscribe@OtherBot").says("hello all").says("/weather");
      bot.settle();

      assertThat(bot.answers(GROUP)).hasSize(before);
      assertThat(eventsOf("subscribed-" + user)).isEmpty();
    }

    @Test
    void helpsWhoeverCallsItByName() {
      assertThat(inGroup(newUser(), "/weather@" + bot.sandbox().telegram().botUsername()))
          .contains("/register <trader-id>");
    }

    private String inGroup(long user, String text) {
      return bot.answerIn(GROUP, () -> bot.user(user).inGroup(GROUP).says(text)).text();
    }
  }

  @Nested
  class AnythingElse {
    @Test
    void isAnsweredWithAShortHelp() {
      assertThat(told(newUser(), "hello")).contains("/subscribe", "/status");
      assertThat(told(newUser(), "/unknown")).contains("/subscribe", "/status");
    }

    @Test
    void isIgnoredWhereNobodyCanBeAnswered() {
      long user = newUser();
      bot.user(user).blocks().unblocks().pays("USD", 500, "charge-1");
      bot.settle();

      assertThat(bot.answers(user)).isEmpty();
    }

    @Test
    void isIgnoredFromBots() {
      bot.sandbox()
          .telegram()
          .push(
              """
              {"message":{"message_id":1,"date":1767225600,"text":"/subscribe",
               "chat":{"id":-77,"type":"group","title":"G"},
               "from":{"id":1087968824,"is_bot":true,"first_name":"Group"}}}""");
      await().until(() -> bot.sandbox().telegram().pending() == 0);
      bot.settle();

      assertThat(bot.answers(-77)).isEmpty();
    }
  }
}
