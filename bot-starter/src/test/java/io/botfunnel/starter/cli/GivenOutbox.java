package io.botfunnel.starter.cli;

import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The outbox of a bot that has stopped: Ann came by abc, and her first deposit was delivered; Bob
 * came by xyz, and both of his were refused; Eve's contact waits.
 */
public final class GivenOutbox {
  static final long ANN = 1001;
  static final long BOB = 1002;
  static final long EVE = 1003;

  private GivenOutbox() {}

  /** Makes it, and says where. */
  public static String in(Path folder) {
    Path outbox = folder.resolve("outbox");
    try (XtrackerServer xtracker = XtrackerServer.start();
        Tracking bot =
            Tracking.builder()
                .url(xtracker.url())
                .bearer(xtracker.bearer())
                .outbox(outbox)
                .maxBackoff(Duration.ofHours(1))
                .start()) {
      fill(bot, xtracker);
    }
    return outbox.toString();
  }

  private static void fill(Tracking bot, XtrackerServer xtracker) {
    bot.bind(ANN, "abc");
    bot.bind(BOB, "xyz");
    bot.user(ANN).deposit("25.00", "USD", "tx-1");
    await().until(() -> bot.health().outbox().delivered() == 3);
    xtracker.fail(Fault.INVALID_VALUE_400);
    bot.user(BOB).deposit("7.50", "EUR", "tx-2");
    bot.user(BOB).deposit("8.50", "EUR", "=cmd|'/c calc'!A1".replace(' ', '_'));
    await().until(() -> bot.health().outbox().refused() == 2);
    xtracker.holdAnswers();
    bot.user(EVE).contact();
  }
}
