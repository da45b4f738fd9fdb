package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.State;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The operator's page of a real bot, in a real browser. */
@NeedsChromium
@Tag("slow")
class ConsolePageTest {
  private static final UpdateHandler HANDLER =
      context -> {
        String[] words = context.text().split(" ", 4);
        switch (words[0]) {
          case "/join" -> context.tracking().subscribed();
          case "/register" -> context.tracking().registration(words[1]);
          case "/paid" -> context.tracking().deposit(words[1], words[2], words[3]);
          default -> {}
        }
      };

  private static Browser browser;

  @TempDir Path folder;
  private TestBot given;
  private BotApplication bot;
  private Console console;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void openPage() {
    given = new TestBot(folder);
    startBot(0);
    browser.fresh().go(console.link()).awaitText("#connection-word", "Live");
  }

  /** With a console that tells at once what is new. */
  private void startBot(int port) {
    bot = given.start(HANDLER);
    console =
        Console.start(
                TestBot.watched(bot),
                port,
                Optional.empty(),
                Clock.systemUTC(),
                Duration.ofMillis(50))
            .orElseThrow();
  }

  @AfterEach
  void stop() {
    stopBot();
    given.close();
  }

  private void stopBot() {
    console.close();
    bot.close();
  }

  private ConsoleAddress address() {
    return console.address();
  }

  private static String counted(String step) {
    return "#funnel [data-step=" + step + "] [data-part=count]";
  }

  private void refuse(String eid, Fault fault) {
    given.xtracker.failWhen(call -> eid.equals(call.eid()), fault);
  }

  private void awaitRefused(long number) {
    await().until(() -> bot.health().outbox().refused() == number);
  }

  @Nested
  class TheFunnel {
    @Test
    void fillsWhileUsersWalkIt() {
      browser.awaitText(counted("started"), "0").awaitText("#funnel", "No events in this period");
      browser.script("window.sameAsBefore = true");
      given.telegram.user(101).starts("fb_one").says("/join").says("/register PO-1");
      given.telegram.user(102).starts("fb_two").says("/join");
      browser
          .awaitText(counted("started"), "2")
          .awaitText(counted("bound"), "2")
          .awaitText(counted("contact"), "2")
          .awaitText(counted("subscribed"), "2")
          .awaitText(counted("registration"), "1");
      given.telegram.user(101).says("/paid 25.00 USD tx-1").says("/paid 1000.50 USD tx-2");
      given.telegram.user(102).says("/paid 40.00 EUR tx-3");
      browser
          .awaitText(counted("first_deposit"), "2")
          .awaitText(counted("deposit"), "3")
          .awaitText("[data-currency=USD] .sum", "1,025.50")
          .awaitText("[data-currency=EUR] .sum", "40.00");
      assertThat(browser.script("return window.sameAsBefore")).isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void marksARateThatComesOfFew() {
      given.telegram.user(101).starts("fb_one").says("/join");
      browser
          .awaitText("[data-step=subscribed] [data-part=rate]", "100 %")
          .awaitText("[data-step=subscribed] .few", "n<30");
      for (int user = 201; user < 231; user++) {
        bot.tracking().user(user).contact();
      }
      browser.awaitText(counted("contact"), "31");
      assertThat(browser.shown("[data-step=subscribed] .few")).isZero();
      assertThat(browser.text("[data-step=subscribed] [data-part=lost]")).isEqualTo("−30");
    }

    @Test
    void isOfThePeriodThatIsChosen() {
      given.telegram.user(101).starts("fb_one");
      browser
          .awaitText(counted("started"), "1")
          .click("#period label:has([value=hour])")
          .awaitText("#period-note", "the last 60 minutes")
          .awaitText(counted("started"), "1")
          .click("#period label:has([value=month])")
          .awaitText("#period-note", "the last 30 days")
          .awaitText(counted("started"), "1");
      given.telegram.user(102).starts("fb_two");
      browser.awaitText(counted("started"), "2");
    }

    @Test
    void isDrawnOverTimeToo() {
      given.telegram.user(101).starts("fb_one").says("/paid 25.00 USD tx-1");
      browser
          .awaitText("#traffic-chart .u-legend", "Starts")
          .awaitText("#money-chart .u-legend", "25.00")
          .awaitShown("#traffic-chart canvas", 1)
          .awaitShown("#currency", 0);
      given.telegram.user(101).says("/paid 40.00 EUR tx-2");
      browser.awaitShown("#currency", 1).choose("#currency", "EUR");
      browser.awaitText("#money-chart .u-legend", "Repeat EUR").awaitText("#money-chart", "40.00");
    }
  }

  @Nested
  class TheHealthStrip {
    @Test
    void saysThatAllIsWell() {
      given.telegram.user(101).starts("fb_one");
      browser
          .awaitText("#verdict-word", "Delivering")
          .awaitText("[data-book=events]", "2 accepted = 2 delivered")
          .awaitText("[data-book=events] .balance", "balanced")
          .awaitText("[data-book=updates]", "1 accepted = 1 delivered")
          .awaitText("[data-tile=success]", "ago, at")
          .awaitText("#bot", "@" + given.telegram.botUsername());
      assertThat(browser.script("return document.title")).isEqualTo("Delivering · BotFunnel");
    }

    @Test
    void saysThatTheKeyIsNotAccepted() {
      given.xtracker.fail(Fault.UNAUTHORIZED_401);
      given.telegram.user(101).starts("fb_one");
      browser
          .awaitText("#verdict-word", "Unauthorized")
          .awaitText("#verdict-reason", "HTTP 401")
          .awaitText("#verdict-reason", "XTRACKER_BEARER")
          .awaitText("[data-tile=next]", "in ")
          .awaitText("[data-tile=waiting]", "2")
          .awaitText("[data-tile=oldest]", "since ");
      assertThat(browser.attribute("#verdict", "data-tone")).isEqualTo("bad");
    }

    @Test
    void saysThatXtrackerFailsAndThatItIsOver() {
      given.xtracker.fail(Fault.UNAVAILABLE_503);
      for (int user = 101; user < 121; user++) {
        given.telegram.user(user).starts("fb_u" + user);
      }
      browser
          .awaitText("#verdict-word", "Paused")
          .awaitText("#verdict-reason", "HTTP 503")
          .awaitText("#verdict-reason", "Nothing is lost");
      given.xtracker.heal();
      browser.awaitText("#verdict-word", "Delivering").awaitText("[data-tile=waiting]", "0");
    }

    @Test
    void saysSinceWhenTheBotIsGoneAndThatANewOneHasANewKey() {
      given.telegram.user(101).starts("fb_one");
      browser.awaitText(counted("started"), "1");
      int port = address().url().getPort();
      stopBot();
      browser
          .awaitText("#verdict-word", "Not running")
          .awaitText("[data-banner=stale]", "Connection to the bot lost")
          .awaitText("[data-banner=stale]", "ago, at ")
          .awaitText("[data-banner=stale]", "Trying again");
      assertThat(browser.text(counted("started"))).as("what was heard last").isEqualTo("1");
      assertThat(browser.attribute("body", "data-connection")).isEqualTo("stale");
      browser.click("[data-banner=stale] button");
      startBot(port);
      browser
          .awaitText("#verdict-word", "Locked")
          .awaitText("#verdict-reason", "Run the command “console”")
          .go(console.link())
          .awaitText("#connection-word", "Live");
    }
  }

  @Nested
  class TheFeed {
    @Test
    void showsWhatComesInWithTheUserMasked() {
      browser.awaitText("#panel-feed", "No events yet");
      given.telegram.user(98_000_021).starts("fb_click-1").says("/paid 25.00 USD tx-1");
      browser
          .awaitShown("#feed-rows tr", 3)
          .awaitText("#feed-rows [data-kind=deposit]", "25.00 USD")
          .awaitText("#feed-rows [data-kind=deposit]", "dep-tx-1")
          .awaitText("#feed-rows [data-kind=deposit]", "click-1")
          .awaitText("#feed-rows [data-kind=deposit] .person", "98…21")
          .awaitText("#feed-rows [data-kind=deposit] .chip", "delivered");
      assertThat(browser.text("#feed-rows [data-kind=deposit]")).doesNotContain("98000021");
    }

    @Test
    void isFilteredByKindStateAndText() {
      refuse("dep-tx-2", Fault.INVALID_EVENT_200);
      given.telegram.user(101).starts("fb_one").says("/paid 25.00 USD tx-1");
      given.telegram.user(102).starts("fb_two").says("/paid 30.00 USD tx-2");
      awaitRefused(1);
      browser.awaitShown("#feed-rows tr", 6);
      browser.choose("#feed-kind", "deposit").awaitShown("#feed-rows tr", 2);
      given.telegram.user(101).says("/paid 26.00 USD tx-3");
      browser.awaitShown("#feed-rows tr", 3);
      browser.choose("#feed-state", "refused").awaitShown("#feed-rows tr", 1);
      assertThat(browser.text("#feed-rows")).contains("dep-tx-2").contains("invalid_event");
      browser.choose("#feed-kind", "").choose("#feed-state", "").awaitShown("#feed-rows tr", 7);
      browser.type("#feed-text", "TWO").awaitShown("#feed-rows tr", 3);
      browser.type("#feed-text", "nothing like it").awaitShown("#feed-rows tr", 0);
      browser.awaitText("#panel-feed", "Nothing matches the filter");
    }

    @Test
    void isPausedAndCountsWhatComesMeanwhile() {
      given.telegram.user(101).starts("fb_one");
      browser.awaitShown("#feed-rows tr", 2).click("#feed-pause");
      given.telegram.user(102).starts("fb_two");
      browser.awaitText("#feed-missed", "2 new").awaitText(counted("started"), "2");
      assertThat(browser.shown("#feed-rows tr")).isEqualTo(2);
      browser.click("#feed-pause").awaitShown("#feed-rows tr", 4);
      assertThat(browser.text("#feed-missed")).isEmpty();
    }

    @Test
    void goesOnIntoThePast() {
      for (int user = 101; user < 171; user++) {
        bot.tracking().user(user).contact();
      }
      browser
          .awaitText(counted("contact"), "70")
          .awaitShown("#feed-rows tr", 50)
          .click("#feed-older")
          .awaitShown("#feed-rows tr", 70)
          .awaitShown("#feed-older", 0);
      bot.tracking().user(171).contact();
      browser.awaitShown("#feed-rows tr", 71);
    }
  }

  @Nested
  class WhatIsRefused {
    @BeforeEach
    void refuseThree() {
      refuse("dep-tx-1", Fault.INVALID_VALUE_400);
      refuse("dep-tx-2", Fault.INVALID_VALUE_400);
      refuse("dep-tx-3", Fault.NOT_FOUND_404);
      given.telegram.user(101).starts("fb_one");
      for (int number = 1; number <= 3; number++) {
        given.telegram.user(101).says("/paid 25.00 USD tx-" + number);
      }
      awaitRefused(3);
      browser.awaitText("#count-refused", "3").click("#tab-refused").awaitShown(".refusal", 3);
    }

    @Test
    void isFoundSentAgainAndDisappears() {
      browser
          .awaitText("[data-eid=dep-tx-1].refusal", "invalid_value")
          .awaitText("[data-eid=dep-tx-1].refusal", "HTTP 400")
          .awaitText("[data-eid=dep-tx-1].refusal", "earlier attempts: 0")
          .awaitText("[data-eid=dep-tx-3].refusal .answer", "not found")
          .click("[data-eid=dep-tx-1] [data-part=retry]")
          .awaitText("#confirm-title", "Send again: deposit dep-tx-1?")
          .awaitText("#confirm-text", "with the same eid")
          .screenshot("refused-dialog");
      given.xtracker.heal();
      browser
          .click("#confirm-yes")
          .awaitText("#toasts", "1 event sent again.")
          .awaitShown(".refusal", 2)
          .awaitText("#count-refused", "2")
          .click("#tab-audit")
          .awaitText("#panel-audit", "console")
          .awaitText("#panel-audit", "dep-tx-1");
      await().until(() -> bot.health().outbox().waiting() == 0);
      assertThat(given.xtracker.ledger().events())
          .anyMatch(event -> "dep-tx-1".equals(event.eid()));
    }

    @Test
    void isErasedWhereTheFilterMatchesAndNowhereElse() {
      browser
          .type("#panel-refused [data-part=reason]", "404")
          .awaitShown(".refusal", 1)
          .click("#panel-refused [data-part=erase-all]")
          .awaitText("#confirm-text", "cannot be undone")
          .awaitText("#confirm-facts", "reason contains “404”")
          .awaitText("#confirm-facts dd", "1")
          .click("#confirm-yes")
          .awaitText("#toasts", "1 event erased.")
          .awaitText("#panel-refused", "Nothing matches the filter")
          .awaitText("#count-refused", "2")
          .awaitText("[data-book=events]", "1 erased");
      assertThat(bot.tracking().operations().list(Filter.ALL.in(State.REFUSED), 999, 9).entries())
          .extracting(entry -> entry.eid())
          .containsExactly("dep-tx-2", "dep-tx-1");
    }

    @Test
    void isSentAgainAllTogether() {
      given.xtracker.heal();
      browser
          .click("#panel-refused [data-part=retry-all]")
          .awaitText("#confirm-facts dd", "3")
          .awaitText("#confirm-facts", "all refused entries")
          .click("#confirm-yes")
          .awaitText("#toasts", "3 events sent again.")
          .awaitText("#panel-refused", "Nothing is refused")
          .awaitShown("#count-refused", 0);
    }

    @Test
    void staysWhereTheOperatorThinksBetterOfIt() {
      browser
          .click("#panel-refused [data-part=erase-all]")
          .awaitText("#confirm-facts dd", "3")
          .click("#confirm-no")
          .awaitShown("#confirm", 0)
          .awaitShown(".refusal", 3);
      assertThat(bot.health().outbox().refused()).isEqualTo(3);
    }
  }

  @Nested
  class ATimeline {
    @BeforeEach
    void letOneWalk() {
      given.telegram.user(98_000_021).starts("fb_one").says("/join").says("/paid 25.00 USD tx-1");
      browser.awaitShown("#feed-rows tr", 4);
    }

    @Test
    void opensFromTheFeed() {
      browser
          .click("#feed-rows [data-kind=deposit] .person")
          .awaitText("#timeline-title", "User 98000021")
          .awaitText("#timeline .uids", "one")
          .awaitShown("#timeline .course > li", 4)
          .click("#timeline [data-eid=dep-tx-1] summary")
          .awaitText("#timeline [data-eid=dep-tx-1] pre", "\"value\":\"25.00\"");
      assertThat(browser.text("#timeline .course > li:first-child strong")).isEqualTo("bind");
      browser.press(Keys.ESCAPE).awaitShown("#timeline", 0);
    }

    @Test
    void isFoundByUserAndByUid() {
      browser
          .type("#search-for", "98000021")
          .press(Keys.ENTER)
          .awaitText("#timeline-title", "User 98000021")
          .click("#timeline-close")
          .awaitShown("#timeline", 0)
          .type("#search-for", "fb_one")
          .press(Keys.ENTER)
          .awaitText("#timeline-title", "User 98000021")
          .awaitShown("#timeline .course > li", 4);
    }

    @Test
    void tellsWhoBlockedTheBotAndTheFunnelCountsThem() {
      given.telegram.user(98000021).blocks();
      browser
          .awaitText("#funnel-aside", "1 blocked the bot")
          .type("#search-for", "98000021")
          .press(Keys.ENTER)
          .awaitText("#timeline .course > li:last-child", "blocked")
          .awaitText("#timeline .course > li:last-child .chip", "operator event");
    }

    @Test
    void saysWhereNothingIsKnown() {
      browser
          .type("#search-for", "nobody")
          .press(Keys.ENTER)
          .awaitText("#timeline-body", "Nothing is known of “nobody”")
          .click("#timeline-close")
          .type("#search-for", "<b>no uid</b>")
          .press(Keys.ENTER)
          .awaitText("#timeline-body", "“<b>no uid</b>” is neither")
          .awaitText("#timeline-body", "1 to 61 characters");
    }
  }

  @Nested
  class TheOtherLists {
    @Test
    void showConflictsAndUnmatchedBinds() {
      given.xtracker.knowsOnly("one");
      given.telegram.user(101).starts("fb_one").says("/paid 25.00 USD tx-1");
      given.telegram.user(101).says("/paid 30.00 USD tx-1");
      given.telegram.user(102).starts("fb_one");
      given.telegram.user(103).starts("fb_unknown");
      browser
          .awaitText("#count-conflicts", "2")
          .click("#tab-conflicts")
          .awaitText("#panel-conflicts", "deposit, two amounts")
          .awaitText("#panel-conflicts", "30.00 USD")
          .awaitText("#panel-conflicts", "uid of two users")
          .awaitText("#count-unmatched", "1")
          .click("#tab-unmatched")
          .awaitText("#panel-unmatched", "unknown")
          .awaitText(counted("bound"), "2")
          .awaitText("[data-step=bound]", "1 unmatched");
    }

    @Test
    void areEmptyAtFirst() {
      browser
          .click("#tab-refused")
          .awaitText("#panel-refused", "Nothing is refused")
          .click("#tab-inbox")
          .awaitText("#panel-inbox", "No update is refused")
          .click("#tab-conflicts")
          .awaitText("#panel-conflicts", "No conflicts")
          .click("#tab-unmatched")
          .awaitText("#panel-unmatched", "Every bind matched")
          .click("#tab-audit")
          .awaitText("#panel-audit", "No changes yet");
    }

    @Test
    void areReachedByTheKeyboardAndRemembered() {
      browser
          .click("#tab-feed")
          .press(Keys.ARROW_RIGHT)
          .awaitShown("#panel-refused", 1)
          .press(Keys.ARROW_LEFT)
          .press(Keys.ARROW_LEFT)
          .awaitShown("#panel-audit", 1)
          .awaitShown("#panel-feed", 0)
          .reload()
          .awaitShown("#panel-audit", 1);
    }
  }

  @Nested
  class Light {
    private String ground() {
      return String.valueOf(
          browser.script("return getComputedStyle(document.body).backgroundColor"));
    }

    @Test
    void orDarkIsTheSystemsChoiceUntilItIsTheOperators() {
      String light = ground();
      browser.themed("dark").awaitText("#theme", "Light");
      String dark = ground();
      assertThat(dark).isNotEqualTo(light);
      browser.click("#theme");
      assertThat(ground()).isEqualTo(light);
      browser.reload().awaitText("#connection-word", "Live");
      assertThat(ground()).as("remembered").isEqualTo(light);
    }
  }

  @Nested
  class OnAPhone {
    @Test
    void nothingIsWiderThanTheScreen() {
      refuse("dep-tx-" + "1".repeat(110), Fault.BAD_REQUEST_400);
      given
          .telegram
          .user(98_000_021)
          .starts("fb_" + "u".repeat(61))
          .says("/paid 123456789.00 USD tx-" + "1".repeat(110));
      awaitRefused(1);
      browser.sized(375, 812).reload().awaitText("#count-refused", "1");
      for (String tab : new String[] {"feed", "refused", "inbox", "conflicts", "unmatched"}) {
        browser.click("#tab-" + tab).awaitShown("#panel-" + tab, 1);
        assertThat(widthOf("document.documentElement")).as(tab).isLessThanOrEqualTo(375);
      }
      browser.click("#tab-feed").click("#feed-rows .person").awaitShown("#timeline .course", 1);
      assertThat(widthOf("document.querySelector('#timeline')")).isLessThanOrEqualTo(375);
    }

    private long widthOf(String element) {
      return browser.number("return " + element + ".scrollWidth");
    }
  }

  @Nested
  class WhatUsersType {
    @Test
    void staysTextEverywhere() {
      String hostile = "<img/src=x/onerror=alert(document.domain)>";
      refuse("dep-" + hostile, Fault.BAD_REQUEST_400);
      given.telegram.user(101).starts("fb_one").says("/register " + hostile);
      given.telegram.user(101).says("/paid 25.00 USD " + hostile);
      given.telegram.user(101).says("/paid 26.00 USD " + hostile);
      awaitRefused(1);
      browser
          .awaitText("#feed-rows [data-kind=registration]", hostile)
          .awaitText("#feed-rows [data-kind=deposit]", "dep-" + hostile)
          .click("#feed-rows [data-kind=deposit] .person")
          .awaitText("#timeline", "dep-" + hostile)
          .click("#timeline [data-state=refused] summary")
          .awaitText("#timeline [data-state=refused] pre", "dep-" + hostile)
          .click("#timeline-close")
          .click("#tab-conflicts")
          .awaitText("#panel-conflicts", "dep-" + hostile)
          .click("#tab-refused")
          .awaitText(".refusal", "dep-" + hostile)
          .click(".refusal [data-part=retry]")
          .awaitText("#confirm-title", "dep-" + hostile);
      assertThat(browser.shown("img")).isZero();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Nested
  class AnotherOrigin {
    @Test
    void readsNothingAndChangesNothing() {
      refuse("dep-tx-1", Fault.INVALID_VALUE_400);
      given.telegram.user(101).says("/paid 25.00 USD tx-1");
      awaitRefused(1);
      try (OtherSite site = OtherSite.open()) {
        browser.go(site.address());
        String console = address().url().toString();
        assertThat(site.reading(browser, console + "/api/status")).isEqualTo("blocked");
        assertThat(site.posting(browser, console + "/api/erase?all=true")).isEqualTo("blocked");
        site.submitForm(browser, console + "/api/erase?state=refused");
        site.embed(browser, console + "/");
        assertThat(browser.complaints()).anyMatch(line -> line.contains("frame-ancestors"));
      }
      assertThat(bot.health().outbox().refused()).isEqualTo(1);
      assertThat(bot.tracking().operations().audit(9)).isEmpty();
    }

    @Test
    void cannotUseTheCookieThatTheBrowserSendsIt() {
      try (OtherSite site = OtherSite.open()) {
        browser.go(site.address());
        assertThat(site.cookies())
            .as("cookies know no ports")
            .anyMatch(cookie -> cookie.contains("botfunnel-" + address().url().getPort() + "="));
        for (String cookie : site.cookies()) {
          HttpResponse<String> answer =
              Operator.send(
                  Operator.of(address())
                      .stranger()
                      .request("/api/status")
                      .header("Cookie", cookie)
                      .build());
          assertThat(answer.statusCode()).isEqualTo(401);
        }
        assertThat(browser.script("return Object.keys(sessionStorage).length")).isEqualTo(0L);
      }
    }
  }

  @Nested
  class TheSession {
    @Test
    void leavesNoKeyInTheAddressAndOutlastsAReload() {
      assertThat(String.valueOf(browser.script("return location.href")))
          .isEqualTo(address().url() + "/");
      browser.reload().awaitText("#connection-word", "Live");
    }

    @Test
    void isOfItsTabAndNoneByTheCookieAlone() {
      browser.script("sessionStorage.clear()");
      browser
          .reload()
          .awaitText("#connection-word", "Locked")
          .awaitText("#verdict-reason", "Run the command “console”");
    }

    @Test
    void endsWithALogout() {
      browser.click("#leave").awaitText("#connection-word", "Locked");
      browser.reload().awaitText("#connection-word", "Locked");
      browser.go(console.link()).awaitText("#connection-word", "Live");
    }
  }
}
