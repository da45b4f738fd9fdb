package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** Acknowledges button presses: an unanswered button shows a spinner for about 15 seconds. */
final class Tap {
  private static final Logger log = LoggerFactory.getLogger(Tap.class);

  private Tap() {}

  /** Answers the button press if the update is one. */
  static void acknowledge(BotContext context) {
    CallbackQuery pressed = context.update().getCallbackQuery();
    if (pressed != null) {
      acknowledge(context, pressed);
    }
  }

  private static void acknowledge(BotContext context, CallbackQuery pressed) {
    try {
      context.telegram().execute(new AnswerCallbackQuery(pressed.getId()));
    } catch (TelegramApiException e) {
      // After an outage the press is too old to be answered, but the step still counts.
      log.debug("a pressed button could not be answered", e);
    }
  }
}
