package io.botfunnel.starter;

import io.botfunnel.testkit.BotApiServer;
import io.botfunnel.testkit.XtrackerServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The two servers of the testkit and the settings of a bot that uses them. */
final class TestBot implements AutoCloseable {
  final XtrackerServer xtracker = XtrackerServer.start();
  final BotApiServer telegram = BotApiServer.start();
  private final Map<String, String> settings = new HashMap<>();

  TestBot(Path folder) {
    settings.put("telegram.bot-token", telegram.token());
    settings.put("telegram.api-url", telegram.url().toString());
    settings.put("xtracker.url", xtracker.url().toString());
    settings.put("xtracker.bearer", xtracker.bearer());
    settings.put("tracking.outbox.url", folder.resolve("outbox").toString());
  }

  TestBot with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** The settings by their keys. */
  Map<String, String> settings() {
    return settings;
  }

  BotApplication start(UpdateHandler handler) {
    return BotApplication.start(Settings.from(settings), handler);
  }

  BotApplication start(UpdateHandler handler, Clock clock) {
    return BotApplication.start(Settings.from(settings), handler, clock);
  }

  @Override
  public void close() {
    telegram.close();
    xtracker.close();
  }
}
