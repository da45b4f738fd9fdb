package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TwoBotsTest {
  private static final Path SOURCE =
      Path.of("src", "main", "java", "io", "botfunnel", "sample", "TwoBots.java");

  @TempDir private Path folder;
  @AutoClose private final BotApiServer shop = BotApiServer.start(0, "7000000001:AAE_of_the_shop");
  @AutoClose private final BotApiServer news = BotApiServer.start(0, "7000000002:AAE_of_the_news");
  @AutoClose private final XtrackerServer spaceOfShop = XtrackerServer.start();
  @AutoClose private final XtrackerServer spaceOfNews = XtrackerServer.start();

  private static Map<String, String> variables(
      String name, BotApiServer telegram, XtrackerServer space) {
    String bot = "BOTS_" + name + "_";
    return Map.of(
        bot + "TELEGRAM_BOT_TOKEN", telegram.token(),
        bot + "TELEGRAM_API_URL", telegram.url().toString(),
        bot + "XTRACKER_URL", space.url().toString(),
        bot + "XTRACKER_BEARER", space.bearer());
  }

  @Test
  void areEachTheirOwnInOneProcess() throws Exception {
    spaceOfNews.rotateBearer("bearer-of-the-news").expireOldBearer();
    Map<String, String> environment = new TreeMap<>(variables("SHOP", shop, spaceOfShop));
    environment.putAll(variables("NEWS", news, spaceOfNews));
    try (ChildJvm bots = ChildJvm.start(folder, environment, TwoBots.class, "run")) {
      shop.user(7).starts("fb_abc");
      news.user(7).starts("fb_xyz");
      awaitUid(spaceOfShop, "abc");
      awaitUid(spaceOfNews, "xyz");
      awaitReply(shop, "Welcome to the shop!");
      awaitReply(news, "Here is what is new.");
      assertThat(bots.terminate()).isTrue();
      assertThat(bots.output()).contains("The bot shop runs", "The bot news runs");
    }
  }

  private static void awaitUid(XtrackerServer space, String uid) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(space.ledger().binds())
                    .extracting(RecordedBind::uid)
                    .containsExactly(uid));
  }

  private static void awaitReply(BotApiServer telegram, String text) {
    await()
        .untilAsserted(
            () ->
                assertThat(telegram.sentTo(7)).extracting(SentMessage::text).containsExactly(text));
  }

  @Test
  void areWhatTheDocsShow() throws IOException {
    String readme = Files.readString(Path.of("..", "docs", "several-bots.md"));
    assertThat(readme).contains("```java\n" + Files.readString(SOURCE).strip() + "\n```");
  }
}
