package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.starter.console.WatchedBot;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The two servers of the testkit and the settings of a bot that uses them. */
public final class TestBot implements AutoCloseable {
  public final XtrackerServer xtracker = XtrackerServer.start();
  public final BotApiServer telegram = BotApiServer.start();
  private final Map<String, String> settings = new HashMap<>();

  public TestBot(Path folder) {
    settings.put("telegram.bot-token", telegram.token());
    settings.put("telegram.api-url", telegram.url().toString());
    settings.put("xtracker.url", xtracker.url().toString());
    settings.put("xtracker.bearer", xtracker.bearer());
    settings.put("tracking.outbox.url", folder.resolve("outbox").toString());
    settings.put("console.enabled", "false");
  }

  /** Serves the operator's page on a free port. */
  public TestBot withConsole() {
    return with("console.enabled", "true").with("console.port", "0");
  }

  public TestBot with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** The settings by their keys. */
  public Map<String, String> settings() {
    return settings;
  }

  public BotApplication start(UpdateHandler handler) {
    return BotApplication.start(Settings.from(settings), handler);
  }

  public BotApplication start(UpdateHandler handler, Clock clock) {
    return start(Bot.handling(handler), clock);
  }

  public BotApplication start(Bot bot) {
    return BotApplication.start(Settings.from(settings), bot);
  }

  public BotApplication start(Bot bot, Clock clock) {
    return BotApplication.start(Settings.from(settings), bot, clock);
  }

  /** What a console of its own would see of a running bot. */
  public static WatchedBot watched(BotApplication bot) {
    return new WatchedApplication(bot.bots().get(0), bot::metrics);
  }

  @Override
  public void close() {
    telegram.close();
    xtracker.close();
  }
}
