package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** Tells commands to this bot from commands to another bot in the same group. Thread-safe. */
final class OwnName {
  private static final Logger log = LoggerFactory.getLogger(OwnName.class);

  private volatile @Nullable String username;

  /** Whether the request names this bot or no bot. */
  boolean isMeantBy(Request request, BotContext context) {
    return request.addressee().isEmpty() || isOurs(request.addressee().get(), context);
  }

  private boolean isOurs(String addressee, BotContext context) {
    try {
      return addressee.equalsIgnoreCase(username(context));
    } catch (TelegramApiException e) {
      // Accepts the command rather than lose a deposit: by default Telegram sends a bot no commands
      // that name another.
      log.debug("Telegram does not say who we are; '{}' is taken for us", addressee, e);
      return true;
    }
  }

  private String username(BotContext context) throws TelegramApiException {
    String known = username;
    if (known == null) {
      known = String.valueOf(context.telegram().execute(new GetMe()).getUserName());
      username = known;
    }
    return known;
  }
}
