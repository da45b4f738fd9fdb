package io.botfunnel.sample.crash;

import io.botfunnel.sample.ChildCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A bot as a process of its own, told everything by its environment. */
final class BotProcess {
  private final Scene scene;
  private final List<String> command;
  private final String trials;

  private BotProcess(Scene scene, String trials, List<String> command) {
    this.scene = scene;
    this.trials = trials;
    this.command = command;
  }

  /**
   * The sample bot, as the runnable jar.
   *
   * @param trials after how long a life what is quarantined is tried again, as the setting has it
   */
  static BotProcess ofTheJar(Scene scene, String trials) {
    List<String> command = ChildCommand.ofTheJar();
    command.add("run");
    return new BotProcess(scene, trials, command);
  }

  /** A bot of the tests. */
  static BotProcess of(Class<?> program, Scene scene, String trials) {
    return new BotProcess(scene, trials, ChildCommand.of(program));
  }

  Process start() throws IOException {
    ProcessBuilder bot = new ProcessBuilder(command);
    bot.environment().putAll(settings());
    bot.directory(scene.folder().toFile());
    bot.redirectErrorStream(true);
    bot.redirectOutput(ProcessBuilder.Redirect.appendTo(scene.log().toFile()));
    return bot.start();
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("TELEGRAM_BOT_TOKEN", scene.telegram().token()),
        Map.entry("TELEGRAM_API_URL", scene.telegram().url().toString()),
        Map.entry("XTRACKER_URL", scene.xtracker().url().toString()),
        Map.entry("XTRACKER_BEARER", scene.xtracker().bearer()),
        Map.entry("XTRACKER_INGEST_TOKEN", scene.xtracker().ingestToken()),
        Map.entry("TRACKING_OUTBOX_URL", scene.outbox()),
        Map.entry("TRACKING_PAYMENTS_ENABLED", "true"),
        Map.entry("TRACKING_DELIVERY_MAX_BACKOFF", "5s"),
        Map.entry("TRACKING_DELIVERY_RESPONSE_TIMEOUT", "2s"),
        Map.entry("BOT_QUARANTINE_TRIALS", trials),
        Map.entry("CONSOLE_PORT", Integer.toString(scene.consolePort())),
        Map.entry("GATEWAY_ENABLED", "true"),
        Map.entry("GATEWAY_PORT", Integer.toString(scene.gatewayPort())),
        Map.entry("GATEWAY_RATE", "10000"));
  }
}
