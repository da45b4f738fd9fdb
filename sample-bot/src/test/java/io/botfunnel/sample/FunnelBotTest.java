package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps of the funnel, one after the other. */
@Tag("slow")
class FunnelBotTest extends OneBotForAll {
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

      assertThat(told(user, "/deposit 25.00 USD tx-12")).contains("tx-12 was already recorded");
    }

    @Test
    void saysThatTheFirstAmountStays() {
      long user = newUser();
      told(user, "/deposit 25 USD tx-13");

      assertThat(told(user, "/deposit 30 USD tx-13")).contains("the first report stays");
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
}
