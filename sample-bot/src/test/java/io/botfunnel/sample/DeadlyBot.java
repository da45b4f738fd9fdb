package io.botfunnel.sample;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.BotContext;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.starter.BotApplication;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** The sample bot with a handler that ends the process at a certain text, as a crash would. */
public final class DeadlyBot implements UpdateHandler {
  /** What ends the process. */
  public static final String DEADLY = "die";

  /** The exit code of that. */
  public static final int HALTED = 9;

  private final FunnelBot funnel = new FunnelBot();

  private DeadlyBot() {}

  /** Lives until it is killed, or kills itself. */
  public static void main(String[] none) {
    BotApplication.run(Bot.handling(new DeadlyBot()).onConversion(new ThankYou()));
  }

  @Override
  public void handle(BotContext context) throws TelegramApiException {
    if (context.text().equals(DEADLY)) {
      Runtime.getRuntime().halt(HALTED);
    }
    funnel.handle(context);
  }
}
