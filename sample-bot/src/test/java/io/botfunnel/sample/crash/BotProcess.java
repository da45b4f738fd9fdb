package io.botfunnel.sample.crash;

import io.botfunnel.testkit.BotApiServer;
import io.botfunnel.testkit.XtrackerServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runnable jar as a process of its own, told everything by its environment. */
final class BotProcess {
  private static final Path JAR = Path.of("target", "sample-bot.jar").toAbsolutePath();

  private final Path folder;
  private final XtrackerServer xtracker;
  private final BotApiServer telegram;

  BotProcess(Path folder, XtrackerServer xtracker, BotApiServer telegram) {
    this.folder = folder;
    this.xtracker = xtracker;
    this.telegram = telegram;
  }

  /** Where the bot keeps everything, its output among it. */
  Path folder() {
    return folder;
  }

  Process start() throws IOException {
    ProcessBuilder bot =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            JAR.toString(),
            "run");
    bot.environment()
        .putAll(
            Map.of(
                "TELEGRAM_BOT_TOKEN", telegram.token(),
                "TELEGRAM_API_URL", telegram.url().toString(),
                "XTRACKER_URL", xtracker.url().toString(),
                "XTRACKER_BEARER", xtracker.bearer(),
                "CONSOLE_PORT", "0",
                "TRACKING_OUTBOX_URL", folder.resolve("outbox").toString()));
    bot.directory(folder.toFile());
    bot.redirectErrorStream(true);
    bot.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("bot.log").toFile()));
    return bot.start();
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  static void kill(Process bot) throws InterruptedException {
    bot.destroyForcibly().waitFor();
  }

  /** SIGTERM; true if the process has ended within 10 s. */
  static boolean terminate(Process bot) throws InterruptedException {
    bot.destroy();
    return bot.waitFor(10, TimeUnit.SECONDS);
  }
}
