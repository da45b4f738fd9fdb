package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TwoBots;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.Recorded;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One page for several bots. */
@Tag("slow")
class SeveralBotsConsoleTest {
  private static final long ANN = 555_123;

  private TwoBots given;
  private BotApplication bots;
  private Operator operator;

  @BeforeEach
  void start(@TempDir Path folder) {
    given = new TwoBots(folder);
    given.main.withConsole();
    bots = given.start(context -> {});
    operator = Operator.of(bots.console().orElseThrow());
  }

  @AfterEach
  void stop() {
    bots.close();
    given.close();
  }

  private long delivered(String bot) {
    return bots.bot(bot).health().outbox().delivered();
  }

  private long refused(String bot) {
    return bots.bot(bot).health().outbox().refused();
  }

  private void deliverOneAndTwo() {
    bots.tracking().user(ANN).contact();
    bots.bot("shop").tracking().user(ANN).contact();
    bots.bot("shop").tracking().user(ANN).subscribed();
    await().until(() -> delivered("") == 1 && delivered("shop") == 2);
  }

  private void refuseOneInEach() {
    given.main.xtracker.fail(Fault.INVALID_EVENT_200);
    given.shop.xtracker.fail(Fault.INVALID_EVENT_200);
    bots.tracking().user(ANN).contact();
    bots.bot("shop").tracking().user(ANN).contact();
    await().until(() -> refused("") == 1 && refused("shop") == 1);
    given.main.xtracker.heal();
    given.shop.xtracker.heal();
  }

  @Nested
  class WhoLooks {
    @Test
    void isToldWhichThereAre() {
      await()
          .untilAsserted(
              () ->
                  assertThat(operator.get("/api/bots").body())
                      .isEqualTo(
                          "[{\"name\":\"-\",\"username\":\"FunnelTestBot\"},"
                              + "{\"name\":\"shop\",\"username\":\"FunnelTestBot\"}]"));
    }

    @Test
    void seesTheBooksOfOneOfThem() {
      deliverOneAndTwo();
      assertThat(operator.read("/api/status?bot=shop", Status.class).outbox().delivered())
          .isEqualTo(2);
      assertThat(operator.read("/api/status?bot=-", Status.class).outbox().delivered())
          .isEqualTo(1);
      assertThat(operator.read("/api/status", Status.class).outbox().delivered())
          .as("the first where none is named")
          .isEqualTo(1);
      assertThat(operator.read("/api/entries?bot=shop", EntryPage.class).entries())
          .extracting(Recorded::kind)
          .containsExactly("subscribed", "contact");
      assertThat(operator.get("/api/entry?bot=shop&kind=subscribed&eid=subscribed-" + ANN))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(200);
      assertThat(operator.get("/api/entry?bot=-&kind=subscribed&eid=subscribed-" + ANN))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(404);
    }

    @Test
    void isToldOfAnUnknownOne() {
      HttpResponse<String> answer = operator.get("/api/status?bot=news");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("bot is unknown: it is one of -, shop. Correct it");
    }
  }

  @Nested
  class WhoChanges {
    @Test
    void hasToSayWhichBotIsMeant() {
      refuseOneInEach();
      HttpResponse<String> answer = operator.post("/api/retry?state=refused");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("bot is missing", "Add bot=NAME, one of -, shop");
      assertThat(operator.post("/api/forget?user=" + ANN).statusCode()).isEqualTo(400);
      assertThat(refused("") + refused("shop")).isEqualTo(2);
    }

    @Test
    void changesThatOneAlone() {
      refuseOneInEach();
      assertThat(operator.post("/api/retry?state=refused&bot=shop").body())
          .contains("\"changed\":1");
      await().until(() -> delivered("shop") == 1);
      assertThat(refused("")).isEqualTo(1);
      assertThat(operator.get("/api/audit").body()).contains("outbox@shop");
    }
  }

  @Nested
  class TheHealth {
    @Test
    void saysWhichBotItIsAbout() {
      given.shop.xtracker.rotateBearer("another-bearer-of-the-shop").expireOldBearer();
      bots.bot("shop").tracking().user(ANN).contact();
      await()
          .untilAsserted(
              () ->
                  assertThat(operator.stranger().get("/health/ready").body())
                      .contains("\"ready\":true", "shop: XTRACKER does not accept our key"));
    }
  }

  @Nested
  class TheStream {
    @Test
    void isOfOneBot() {
      deliverOneAndTwo();
      try (LivePage page = LivePage.open(bots.console().orElseThrow(), "?bot=shop")) {
        await().until(() -> !page.of("feed").isEmpty());
        assertThat(page.latest("status", Status.class).outbox().delivered()).isEqualTo(2);
        assertThat(page.latest("feed", EntryPage.class).entries())
            .extracting(Recorded::kind)
            .containsExactly("subscribed", "contact");
      }
    }
  }
}
