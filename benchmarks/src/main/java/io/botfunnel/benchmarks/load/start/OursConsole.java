package io.botfunnel.benchmarks.load.start;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.FreshPage;
import io.botfunnel.benchmarks.load.Workload;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.operations.Filter;
import java.util.Map;

/**
 * The operator's page of a bot with a large backlog. Measures how long a fresh page takes to load
 * and how long an event takes to reach its live feed. XTRACKER is unreachable, so everything waits;
 * the recorded events are erased again.
 */
public final class OursConsole implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    Settings settings = settings(arguments.path("folder").resolve("backlog").toString());
    try (BotApplication bot = BotApplication.start(settings, context -> {})) {
      Measured measured = Measured.nothing();
      for (int time = 0; time < arguments.number("times"); time++) {
        measured = look(bot, time, measured);
      }
      return measured;
    }
  }

  private static Settings settings(String outbox) {
    return Settings.from(
        Map.of(
            "telegram.bot-token",
            "1234567890:AAbenchmarkbenchmarkbenchmarkbench1",
            "telegram.api-url",
            Workload.NOWHERE,
            "xtracker.url",
            Workload.NOWHERE,
            "xtracker.bearer",
            Workload.BEARER,
            "tracking.outbox.url",
            outbox,
            "console.port",
            "0"));
  }

  private static Measured look(BotApplication bot, int time, Measured measured) throws Exception {
    ConsoleAddress console = bot.console().orElseThrow();
    long start = System.nanoTime();
    try (FreshPage page = FreshPage.open(console)) {
      double pageMs = millisSince(start);
      String id = "console-" + time;
      long reported = System.nanoTime();
      String eid = bot.tracking().user(1).deposit(Workload.MONEY, id).eid().value();
      page.awaitInFeed(eid);
      double feedMs = millisSince(reported);
      erase(bot, eid);
      return measured.with("page_ms_" + time, pageMs).with("feed_ms_" + time, feedMs);
    }
  }

  private static void erase(BotApplication bot, String eid) {
    Filter one = Filter.ALL.withEid(EventName.DEPOSIT.wireName(), eid);
    bot.tracking().operations().erase(one, Long.MAX_VALUE, "benchmark");
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
