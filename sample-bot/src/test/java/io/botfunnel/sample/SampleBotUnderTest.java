package io.botfunnel.sample;

import static org.awaitility.Awaitility.await;

import io.botfunnel.sample.sandbox.Sandbox;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.FakeUser;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;

/** The sample bot in this process, between a local tracker and a local Telegram. */
final class SampleBotUnderTest implements AutoCloseable {
  private final Sandbox sandbox = Sandbox.open();
  private final BotApplication bot;

  SampleBotUnderTest(Path folder) {
    Map<String, String> settings = new HashMap<>(sandbox.environment());
    settings.put("TRACKING_OUTBOX_URL", folder.resolve("outbox").toString());
    settings.put("CONSOLE_ENABLED", "false");
    bot = BotApplication.start(Settings.from(settings), new FunnelBot());
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Ledger recorded() {
    return sandbox.tracker().ledger();
  }

  FakeUser user(long id) {
    return sandbox.telegram().user(id);
  }

  /** What the bot answers in the private chat of a user to what he does. */
  SentMessage answerTo(long userId, Consumer<FakeUser> act) {
    return answerIn(userId, () -> act.accept(user(userId)));
  }

  /** What the bot answers in a chat to what happens. */
  SentMessage answerIn(long chatId, Runnable act) {
    int before = answers(chatId).size();
    act.run();
    patiently().until(() -> answers(chatId).size() > before);
    return answers(chatId).get(before);
  }

  List<SentMessage> answers(long chatId) {
    return sandbox.telegram().sentTo(chatId);
  }

  /** Waits until everything that was said has been answered and everything recorded delivered. */
  void settle() {
    patiently().until(this::isSettled);
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5));
  }

  private boolean isSettled() {
    return sandbox.telegram().pending() == 0
        && bot.inboxBooks().waiting() == 0
        && bot.health().outbox().waiting() == 0;
  }

  @Override
  public void close() {
    bot.close();
    sandbox.close();
  }
}
