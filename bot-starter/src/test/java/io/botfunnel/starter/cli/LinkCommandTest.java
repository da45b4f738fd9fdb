package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.telegram.BotApiServer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LinkCommandTest {
  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  private final Shell shell =
      new Shell()
          .with("telegram.bot-token", telegram.token())
          .with("telegram.api-url", telegram.url().toString());

  @Test
  void asksTelegramForTheName() throws IOException {
    Shell.Answer answer = shell.run("link", "abc");
    assertThat(answer.code()).isZero();
    assertThat(answer.out().strip()).isEqualTo("https://t.me/FunnelTestBot?start=fb_abc");
    assertThat(shell.run("link", "abc", "--json").json().path("url").asText()).endsWith("fb_abc");
  }

  @Test
  void needsNoTokenWhereTheNameIsGiven() {
    assertThat(new Shell().run("link", "abc", "--bot", "@MyBot").out().strip())
        .isEqualTo("https://t.me/MyBot?start=fb_abc");
    assertThat(new Shell().run("link", "abc").err()).contains("TELEGRAM_BOT_TOKEN");
  }

  @Test
  void putsTheUidBehindThePrefixOfTheSettings() {
    shell.with("tracking.start-prefix", "landing_");
    assertThat(shell.run("link", "abc", "--bot", "MyBot").out().strip())
        .isEqualTo("https://t.me/MyBot?start=landing_abc");
    assertThat(shell.run("link", "a".repeat(57), "--bot", "MyBot").err())
        .contains("landing_ leaves 56 for a uid");
  }

  @Test
  void namesAUidThatDoesNotFit() {
    Shell.Answer answer = shell.run("link", "a".repeat(62));
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("1 to 61 characters");
    assertThat(shell.run("link", "abc", "--bot", "a/b").err()).contains("letters, digits and _");
  }

  @Test
  void saysThatTelegramIsOutOfReach() {
    telegram.fail(BotApiFault.SERVER_ERROR_502);
    Shell.Answer answer = shell.run("link", "abc");
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.err()).contains("HTTP 502", "--bot").doesNotContain(telegram.token());
  }
}
