package io.botfunnel.sample;

import io.botfunnel.bot.BotUser;
import io.botfunnel.bot.ConversionHandler;
import io.botfunnel.tracking.event.Conversion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * Thanks a depositor once per deposit, whether the bot, a partner or XTRACKER reported it. A real
 * bot would open its VIP channel here.
 */
final class ThankYou implements ConversionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThankYou.class);

  /** The user blocked the bot or never started it, so no later attempt would reach them. */
  private static final int FORBIDDEN = 403;

  @Override
  public void onConversion(Conversion conversion, BotUser user) throws TelegramApiException {
    if (conversion.money() != null && user.id().isPresent()) {
      try {
        user.say("Your deposit of %s has arrived. Thank you!".formatted(conversion.money()));
      } catch (TelegramApiRequestException e) {
        acceptThatTheyAreGone(e);
      }
    }
  }

  private static void acceptThatTheyAreGone(TelegramApiRequestException e)
      throws TelegramApiRequestException {
    if (e.getErrorCode() == null || e.getErrorCode() != FORBIDDEN) {
      throw e;
    }
    log.info("A depositor was not thanked, because they have blocked the bot");
  }
}
