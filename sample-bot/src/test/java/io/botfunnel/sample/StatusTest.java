package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the bot tells a user of what it recorded. */
@Tag("slow")
class StatusTest extends OneBotForAll {
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

    assertThat(told(user, "/status")).contains("subscribed: delivered, the tracker had it already");
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
