package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.sample.sandbox.Sandbox;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.FakePartner;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sample bot: who has deposited is thanked. */
@Tag("slow")
class ThankYouTest {
  private static final long ANN = 4_711;

  private final Sandbox sandbox = Sandbox.open();
  private BotApplication bot;

  @BeforeEach
  void start(@TempDir Path folder) {
    Map<String, String> settings = new HashMap<>(sandbox.environment());
    settings.put("TRACKING_OUTBOX_URL", folder.resolve("outbox").toString());
    settings.put("CONSOLE_ENABLED", "false");
    settings.put("GATEWAY_ENABLED", "true");
    settings.put("GATEWAY_PORT", "0");
    bot = BotApplication.start(Settings.from(settings), SampleBot.bot());
  }

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  private void settle() {
    await()
        .until(
            () ->
                sandbox.telegram().pending() == 0
                    && bot.inboxBooks().waiting() == 0
                    && bot.tracking().books(Topic.CONVERSIONS).waiting() == 0);
  }

  private List<String> thanks() {
    return sandbox.telegram().sentTo(ANN).stream()
        .map(SentMessage::text)
        .filter(text -> text.contains("has arrived"))
        .toList();
  }

  @Test
  void isSaidOncePerDepositHoweverOftenItIsReported() {
    sandbox.telegram().user(ANN).starts("fb_click").says("/deposit 25.00 USD tx-1");
    settle();
    bot.tracking().click("click").deposit("25.00", "USD", "tx-1");
    bot.tracking().click("click").deposit("10.00", "EUR", "tx-2");
    settle();

    assertThat(thanks())
        .containsExactly(
            "Your deposit of 25.00 USD has arrived. Thank you!",
            "Your deposit of 10.00 EUR has arrived. Thank you!");
  }

  @Test
  void isSaidWhereAPartnerReportsItOverHttpAndNotAgainWhereTheUserWritesItToo() {
    FakePartner broker =
        new FakePartner(
            bot.gateway().orElseThrow()
                + "/e?event=deposit&uid={sub}&value={sum}&currency=USD&eid={trade}&token="
                + sandbox.tracker().ingestToken());
    sandbox.telegram().user(ANN).starts("fb_click");
    settle();
    Map<String, String> trade = Map.of("sub", "click", "sum", "25.00", "trade", "9");

    assertThat(broker.reports(trade).statusCode()).isEqualTo(200);
    assertThat(broker.reports(trade).statusCode()).isEqualTo(200);
    sandbox.telegram().user(ANN).says("/deposit 25.00 USD 9");
    settle();

    assertThat(thanks()).containsExactly("Your deposit of 25.00 USD has arrived. Thank you!");
    await().until(() -> !sandbox.tracker().ledger().events("deposit").isEmpty());
    assertThat(sandbox.tracker().ledger().events("deposit")).hasSize(1);
  }

  @Test
  void isNotSaidForOtherStepsNorToNobody() {
    sandbox.telegram().user(ANN).starts("fb_click").says("/subscribe");
    bot.tracking().click("nobody").deposit("10.00", "EUR", "tx-3");
    settle();

    assertThat(thanks()).isEmpty();
    assertThat(bot.tracking().books(Topic.CONVERSIONS).delivered()).isPositive();
  }

  @Test
  void isGivenUpWhereHeHasBlockedTheBot() {
    sandbox.telegram().user(ANN).starts("fb_click").blocks();
    settle();
    bot.tracking().user(ANN).deposit("25.00", "USD", "tx-4");
    settle();

    assertThat(bot.tracking().books(Topic.CONVERSIONS).refused()).isZero();
    assertThat(thanks()).isEmpty();
  }
}
