package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TwoBots;
import io.botfunnel.testkit.xtracker.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands where several bots share an outbox. */
@Tag("slow")
class SeveralBotsCommandsTest {
  private static final long ANN = 1001;

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private final Shell shell = new Shell();
  private TwoBots given;
  private BotApplication bots;

  @BeforeEach
  void run() {
    given = new TwoBots(folder);
    given
        .main
        .withConsole()
        .with("xtracker.ingest-token", "ingest-of-main")
        .with("bots.shop.xtracker.ingest-token", "ingest-of-shop")
        .with("bots.shop.tracking.start-prefix", "shop-");
    given.main.settings().forEach(shell::with);
    given.shop.xtracker.failNext(1, Fault.INVALID_EVENT_200);
    bots = given.start(context -> {});
    bots.tracking().bind(ANN, "abc");
    bots.bot("shop").tracking().user(ANN).subscribed();
    await().until(() -> bots.health().outbox().delivered() == 1);
    await().until(() -> bots.bot("shop").health().outbox().refused() == 1);
  }

  @AfterEach
  void stop() {
    bots.close();
    given.close();
  }

  private void assertAreOfOneBot() throws IOException {
    assertThat(shell.run("outbox", "list", "--bot", "shop", "--json").jsonLines())
        .singleElement()
        .satisfies(entry -> assertThat(entry.path("kind").asText()).isEqualTo("subscribed"));
    assertThat(shell.run("outbox", "list", "--bot", "-", "--json").jsonLines())
        .singleElement()
        .satisfies(entry -> assertThat(entry.path("kind").asText()).isEqualTo("bind"));
    assertThat(shell.run("outbox", "show", "subscribed", "subscribed-" + ANN, "--bot", "-").code())
        .isEqualTo(1);
    assertThat(shell.run("outbox", "status", "--bot", "shop").out()).contains("refused 1");
    assertThat(shell.run("outbox", "status", "--bot", "-").out()).contains("refused 0");
  }

  private void assertAskWhichOne() {
    for (String[] command :
        new String[][] {
          {"outbox", "status"},
          {"outbox", "list"},
          {"outbox", "retry", "--all", "--yes"},
          {"outbox", "export", "--format", "csv"},
          {"user", "1001"},
          {"send", "--uid", "abc", "--yes"},
          {"forget", "1001", "--yes"},
          {"link", "abc"},
          {"postback-check", "https://xtracker.cc/e"}
        }) {
      Shell.Answer answer = shell.run(command);
      assertThat(answer.code()).as(String.join(" ", command)).isEqualTo(2);
      assertThat(answer.err()).contains("There are several bots", "--bot: -, shop");
    }
    Shell.Answer typo = shell.run("outbox", "list", "--bot", "shob");
    assertThat(typo.code()).isEqualTo(2);
    assertThat(typo.err()).contains("--bot 'shob'", "-, shop", "Correct the name");
  }

  @Nested
  class WhileTheyRun {
    @Test
    void areOfOneBot() throws IOException {
      assertAreOfOneBot();
    }

    @Test
    void askWhichOneIsMeant() {
      assertAskWhichOne();
      assertThat(bots.bot("shop").health().outbox().refused()).isEqualTo(1);
    }

    @Test
    void changeOneBotAlone() {
      assertThat(shell.run("outbox", "retry", "--all", "--yes", "--bot", "-").code()).isEqualTo(1);
      assertThat(shell.run("outbox", "retry", "--all", "--yes", "--bot", "shop").code()).isZero();
      await().until(() -> bots.bot("shop").health().outbox().delivered() == 1);
      assertThat(shell.run("forget", "1001", "--yes", "--bot", "shop").code()).isZero();
      assertThat(bots.tracking().uidOf(ANN)).contains("abc");
      assertThat(bots.bot("shop").tracking().timeline(ANN)).isEmpty();
    }

    @Test
    void nameTheSettingsOfTheBot() {
      given.shop.xtracker.fail(Fault.UNAUTHORIZED_401);
      bots.bot("shop").tracking().user(ANN).contact();
      await()
          .untilAsserted(
              () ->
                  assertThat(shell.run("outbox", "status", "--bot", "shop").out())
                      .contains(
                          "into bots.shop.xtracker.bearer-file, or into BOTS_SHOP_XTRACKER_BEARER"));
      assertThat(shell.run("outbox", "status", "--bot", "-").code()).isZero();
    }

    @Test
    void knowThoseThatRunRatherThanThoseThatAreSet() throws IOException {
      Shell without = new Shell().with("tracking.outbox.url", folder.resolve("outbox").toString());
      assertThat(without.run("outbox", "list").err()).contains("There are several bots");
      assertThat(without.run("outbox", "list", "--bot", "shop").out()).contains("subscribed");
    }

    @Test
    void sendToTheSpaceOfTheBot() {
      assertThat(shell.run("send", "--uid", "xyz", "--id", "1", "--yes", "--bot", "shop").code())
          .isZero();
      assertThat(given.shop.xtracker.ledger().event("dep-test-1")).isPresent();
      assertThat(given.main.xtracker.ledger().events()).isEmpty();
    }
  }

  @Nested
  class WhereNoneRuns {
    @BeforeEach
    void end() {
      bots.close();
    }

    @Test
    void areOfOneBot() throws IOException {
      assertAreOfOneBot();
    }

    @Test
    void askWhichOneIsMeant() {
      assertAskWhichOne();
    }

    @Test
    void copyTheWholeOutboxInWhichABotMayBeThatIsSetUpNoMore() {
      assertThat(shell.run("outbox", "backup", elsewhere.resolve("all.zip").toString()).code())
          .isZero();
      String outbox = folder.resolve("outbox").toString();
      Shell other = new Shell();
      assertThat(other.run("outbox", "list", "--outbox", outbox).out()).contains("bind");
      assertThat(other.run("outbox", "list", "--outbox", outbox, "--bot", "shop").out())
          .contains("subscribed");
      Shell.Answer bad = other.run("outbox", "list", "--outbox", outbox, "--bot", "Shop");
      assertThat(bad.code()).isEqualTo(2);
      assertThat(bad.err()).contains("1 to 16 characters of a-z 0-9 -");
    }
  }

  @Nested
  class WhatGoesByTheSettings {
    @Test
    void isThatOfTheBot() {
      assertThat(shell.run("link", "abc", "--bot", "shop").out().strip())
          .isEqualTo("https://t.me/FunnelTestBot?start=shop-abc");
      assertThat(shell.run("link", "abc", "--bot", "-").out().strip())
          .isEqualTo("https://t.me/FunnelTestBot?start=fb_abc");
      assertThat(
              shell
                  .run("postback-url", "--event", "contact", "--uid", "{sub}", "--bot", "shop")
                  .out())
          .contains("token=ingest-of-shop", given.shop.xtracker.url().toString());
      String url = given.main.xtracker.url() + "/e?token=ingest-of-main&event=contact&uid=abc";
      assertThat(shell.run("postback-check", url, "--bot", "-").out())
          .doesNotContain("The token is not the one");
      assertThat(shell.run("postback-check", url, "--bot", "shop").out())
          .contains("The token is not the one in xtracker.ingest-token");
    }
  }
}
