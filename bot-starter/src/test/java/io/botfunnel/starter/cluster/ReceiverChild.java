package io.botfunnel.starter.cluster;

import io.botfunnel.bot.BotContext;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.settings.Settings;
import java.io.IOException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * A bot to which Telegram pushes. What its handler does can be seen from outside: it answers each
 * message with {@link Handled}, and then records what was paid.
 */
final class ReceiverChild {
  static final String PAID = "paid";

  private ReceiverChild() {}

  /** Lives until it is killed, or its input ends with the test. */
  public static void main(String... none) throws IOException {
    Settings settings = Settings.load();
    Opening.untilItWorks(() -> BotApplication.start(settings, ReceiverChild::handle));
    Said.say(Said.UP);
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  private static void handle(BotContext context) throws TelegramApiException {
    String[] words = context.text().split(" ", -1);
    Handled now =
        new Handled(
            words[0].equals("/start") ? 0 : Integer.parseInt(words[1]),
            ProcessHandle.current().pid(),
            System.currentTimeMillis());
    context.reply(now.toString());
    if (words[0].equals(PAID)) {
      context.tracking().deposit(Report.AMOUNT, Report.CURRENCY, words[2]);
    }
  }
}
