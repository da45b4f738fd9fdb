package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.telegram.BotApiFault;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What reaches the bot in other ways than as a command in a private chat. */
@Tag("slow")
class ConversationTest extends OneBotForAll {
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
