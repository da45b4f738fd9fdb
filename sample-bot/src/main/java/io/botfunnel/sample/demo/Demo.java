package io.botfunnel.sample.demo;

import io.botfunnel.bot.Bot;
import io.botfunnel.sample.sandbox.Sandbox;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bot as in production, between a local tracker with outages and a local Telegram full of
 * simulated users. Safe for use from any thread; {@link #close} tolerates repeated and concurrent
 * calls.
 */
final class Demo implements AutoCloseable {
  private static final Duration SUMMARY_EVERY = Duration.ofSeconds(5);

  /** A pause ends within two seconds here; only a busy machine needs longer. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

  private final ScratchFolder folder = ScratchFolder.create();
  private final Sandbox sandbox = Sandbox.open();
  private final Timetable timetable = new Timetable();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final PrintWriter out;
  private final Stopwatch stopwatch;
  private final BotApplication bot;
  private final Crowd crowd;
  private final Outages outages;
  private final Scoreboard scoreboard;
  private boolean closed;

  private Demo(Bot given, Pace pace, long seed, PrintWriter out, Clock clock) {
    this.out = out;
    this.bot = BotApplication.start(settings(sandbox, folder.path()), given);
    this.stopwatch = Stopwatch.startedNow(clock);
    this.crowd =
        new Crowd(sandbox.telegram(), sandbox.channel().id(), broker(), seed, pace, timetable);
    this.outages = new Outages(sandbox.tracker(), pace, timetable, this::print);
    this.scoreboard =
        new Scoreboard(crowd, sandbox.tracker().ledger(), () -> bot.health().outbox());
  }

  /** Opens the servers on free ports, starts the bot, and lets users arrive. */
  static Demo start(Bot given, Pace pace, long seed, PrintWriter out, Clock clock) {
    Demo demo = new Demo(given, pace, seed, out, clock);
    demo.explain();
    demo.begin();
    return demo;
  }

  /** Returns after the given time or when the demo is closed; null waits only for the close. */
  @SuppressWarnings("ReturnValueIgnored") // either result means the end
  void awaitEnd(@Nullable Duration time) throws InterruptedException {
    long millis = time == null ? Long.MAX_VALUE : time.toMillis();
    ending.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Returns the local servers. */
  Sandbox sandbox() {
    return sandbox;
  }

  /** Returns the folder of the outbox. */
  Path folder() {
    return folder.path();
  }

  /** Stops arrivals, delivers what waits, prints the last score, and cleans up. */
  @Override
  public synchronized void close() {
    ending.countDown();
    if (closed) {
      return;
    }
    closed = true;
    timetable.close();
    sandbox.tracker().heal();
    Quiet.await(this::nothingWaits, DRAIN_TIMEOUT);
    print(scoreboard.line());
    print(scoreboard.verdict() + " (%d outages)".formatted(outages.count()));
    bot.close();
    sandbox.close();
    folder.close();
  }

  private Broker broker() {
    return new Broker(bot.gateway().orElseThrow(), sandbox.tracker().ingestToken());
  }

  private void begin() {
    crowd.start();
    outages.start();
    timetable.every(SUMMARY_EVERY, () -> print(scoreboard.line()));
  }

  private void explain() {
    out.println(
        """
        The sample bot runs here as it does in production, against a local tracker and a local
        Telegram. Simulated users follow a landing page's link (/start fb_<uid>), subscribe or join
        the channel, register and deposit. Some drop out, and some repeat what counts once.
        Some deposit with a broker, whose postback arrives at the bot's gateway. Whichever way a
        deposit is reported first, the bot thanks the user once.
        Every 20 s the tracker fails for a while: watch 'waiting' grow and drain.
        Left of the bar is what the tracker recorded; right of it are the bot's own books.
        Press Ctrl-C to stop.
        """);
    bot.consoleLink().ifPresent(this::printLink);
    out.flush();
  }

  private void printLink(URI page) {
    out.println("The operator's page (the link works once, within 5 minutes):\n" + page + "\n");
  }

  private void print(String line) {
    out.println(stopwatch + "  " + line);
    out.flush();
  }

  private boolean nothingWaits() {
    return sandbox.telegram().pending() == 0
        && bot.inboxBooks().waiting() == 0
        && bot.health().outbox().waiting() == 0;
  }

  private static Settings settings(Sandbox sandbox, Path folder) {
    Map<String, String> values = new HashMap<>(sandbox.environment());
    values.put("TRACKING_OUTBOX_URL", folder.resolve("outbox").toString());
    // Shows the end of an outage quickly; in production a minute does no harm.
    values.put("TRACKING_DELIVERY_MAX_BACKOFF", "2s");
    values.put("CONSOLE_PORT", "0");
    values.put("GATEWAY_ENABLED", "true");
    values.put("GATEWAY_PORT", "0");
    return Settings.from(values);
  }
}
