package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.TwoBots;
import io.botfunnel.testkit.xtracker.Fault;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where several bots run. */
@NeedsChromium
@Tag("slow")
class SeveralBotsPageTest {
  private static final long ANN = 555_123;

  private static Browser browser;

  private TwoBots given;
  private BotApplication bots;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    given = new TwoBots(folder);
    given.main.withConsole();
    given.shop.xtracker.fail(Fault.INVALID_EVENT_200);
    bots = given.start(context -> {});
    bots.tracking().user(ANN).subscribed();
    bots.bot("shop").tracking().user(ANN).contact();
    await().until(() -> bots.bot("shop").health().outbox().refused() == 1);
    await().until(() -> bots.health().outbox().delivered() == 1);
    given.shop.xtracker.heal();
    browser.fresh().go(bots.consoleLink().orElseThrow()).awaitText("#connection-word", "Live");
  }

  @AfterEach
  void stop() {
    bots.close();
    given.close();
  }

  private ConsoleAddress console() {
    return bots.console().orElseThrow();
  }

  @Test
  void showsOneOfThemAndOffersTheOthers() {
    browser.awaitShown("#bots", 1).awaitText("#panel-feed tbody", "subscribed");
    assertThat(browser.text("#panel-feed tbody")).doesNotContain("contact");
    browser
        .choose("#bots", "shop")
        .awaitText("#panel-feed tbody", "contact")
        .awaitText("#count-refused", "1")
        .awaitText("#connection-word", "Live");
    assertThat(browser.text("#panel-feed tbody")).doesNotContain("subscribed");
    assertThat(browser.script("return document.querySelector('#bots').value")).isEqualTo("shop");
    browser.reload().awaitText("#panel-feed tbody", "contact").screenshot("several-bots");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void mendsTheOneThatIsShown() {
    browser.choose("#bots", "shop").awaitText("#count-refused", "1").click("#tab-refused");
    browser.click("#panel-refused [data-part=retry]").click("#confirm-yes");
    await().until(() -> bots.bot("shop").health().outbox().delivered() == 1);
    assertThat(bots.health().outbox().accepted()).isEqualTo(1);
  }

  @Test
  void namesTheVariableOfTheBotWhoseKeyIsRefused() {
    given.shop.xtracker.fail(Fault.UNAUTHORIZED_401);
    bots.bot("shop").tracking().user(ANN).subscribed();
    browser
        .choose("#bots", "shop")
        .awaitText("#verdict-word", "Unauthorized")
        .awaitText("#verdict-reason", "set BOTS_SHOP_XTRACKER_BEARER and restart");
  }

  @Test
  void showsTheFirstWhereTheAddressNamesOneThatIsGone() {
    URI gone = console().url().resolve("/?bot=gone");
    browser
        .go(gone)
        .awaitText("#panel-feed tbody", "subscribed")
        .awaitText("#connection-word", "Live");
    assertThat(browser.script("return location.search")).isEqualTo("");
  }

  @Test
  void offersNothingWhereABotIsAlone(@TempDir Path folder) {
    try (TestBot alone = new TestBot(folder).withConsole();
        BotApplication bot = alone.start(context -> {})) {
      browser.fresh().go(bot.consoleLink().orElseThrow()).awaitText("#connection-word", "Live");
      assertThat(browser.shown("#bots")).isZero();
    }
  }
}
