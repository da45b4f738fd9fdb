package io.botfunnel.benchmarks.load.latency;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.OpenLoop;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.BotApiServer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/** A bot with an open gateway: measures from a user's message at the Bot API to its handler. */
public final class UpdatesBesideGateway implements Task {
  private static final int DIGITS = 3;
  private static final long FIRST_USER = 1_000;

  @Override
  public Measured run(Arguments arguments) throws Exception {
    OpenLoop loop = new OpenLoop(arguments.number("per_s"), arguments.number("seconds"));
    long[] handledAt = new long[loop.calls()];
    AtomicInteger handled = new AtomicInteger();
    try (BotApiServer telegram = BotApiServer.start();
        BotApplication bot =
            BotApplication.start(
                Settings.from(settings(arguments, telegram)),
                context -> {
                  handledAt[Integer.parseInt(context.text())] = System.nanoTime();
                  handled.incrementAndGet();
                })) {
      Until.so("polled", 30, bot::polling);
      int users = arguments.number("users");
      long[] saidAt =
          loop.run(i -> telegram.user(FIRST_USER + i % users).says(Integer.toString(i)));
      Until.so("handled", 60, () -> handled.get() == loop.calls());
      return measured(saidAt, handledAt);
    }
  }

  private static Measured measured(long[] saidAt, long[] handledAt) {
    Histogram took = new Histogram(DIGITS);
    for (int i = 0; i < saidAt.length; i++) {
      took.recordValue(Math.max(0, handledAt[i] - saidAt[i]));
    }
    return Measured.nothing()
        .with("median_ms", took.getValueAtPercentile(50) / 1e6)
        .with("p99_ms", took.getValueAtPercentile(99) / 1e6);
  }

  private static Map<String, String> settings(Arguments arguments, BotApiServer telegram) {
    Map<String, String> settings = new HashMap<>();
    settings.put("telegram.bot-token", telegram.token());
    settings.put("telegram.api-url", telegram.url().toString());
    settings.put("xtracker.url", arguments.text("server"));
    settings.put("xtracker.bearer", "bearer-of-the-benchmark");
    settings.put("xtracker.ingest-token", "ingest-token-of-the-benchmark");
    settings.put("tracking.outbox.url", arguments.path("folder").resolve("bot").toString());
    settings.put("console.enabled", "false");
    settings.put("gateway.enabled", "true");
    settings.put("gateway.port", arguments.text("port"));
    return settings;
  }
}
