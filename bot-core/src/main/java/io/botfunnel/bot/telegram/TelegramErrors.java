package io.botfunnel.bot.telegram;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.network.ConnectionFault;
import io.botfunnel.tracking.network.OutboundProxy;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in plain words, once per change, why Telegram rejects or does not answer requests. The
 * library itself retries forever and logs only stack traces. Thread-safe.
 */
final class TelegramErrors implements Interceptor {
  private static final Logger log = LoggerFactory.getLogger(TelegramErrors.class);
  private static final String OK = "";
  private static final Map<Integer, String> MEANINGS =
      Map.of(
          401,
              "Telegram does not accept the bot token. Set telegram.bot-token (TELEGRAM_BOT_TOKEN)"
                  + " to the token that @BotFather shows",
          404,
              "Telegram knows no such bot or method. Check telegram.bot-token (TELEGRAM_BOT_TOKEN)"
                  + " and telegram.api-url (TELEGRAM_API_URL)",
          409,
              "Another program polls for this bot, or a webhook is set. Stop the other program, because"
                  + " only one may poll; Telegram keeps the updates for 24 hours",
          407,
              "The proxy requires a user and a password, or rejects those it got. Set outbound.proxy"
                  + " (OUTBOUND_PROXY) to http://user:password@host:port",
          429, "Telegram is rate limiting; the request is repeated after a pause");

  private final BotName bot;
  private final UnaryOperator<String> settingNames;
  private final Optional<OutboundProxy> proxy;
  private String current = OK;

  TelegramErrors(BotName bot, TelegramOptions options, UnaryOperator<String> settingNames) {
    this.bot = bot;
    this.settingNames = settingNames;
    this.proxy = options.proxy().filter(it -> it.leadsTo(options.apiUrl().getHost()));
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    try {
      Response response = chain.proceed(chain.request());
      note(response.isSuccessful() ? OK : meaning(response.code()));
      return response;
    } catch (IOException e) {
      if (!chain.call().isCanceled()) {
        ConnectionFault fault = ConnectionFault.of(e).by(proxy);
        note("Telegram cannot be reached (%s). %s".formatted(fault.what(), fault.remedy()));
      }
      throw e;
    }
  }

  /** Returns what is currently wrong with the connection to Telegram. */
  synchronized Optional<String> current() {
    return Optional.of(current).filter(trouble -> !trouble.isEmpty());
  }

  private synchronized void note(String trouble) {
    if (trouble.equals(current)) {
      return;
    }
    current = trouble;
    if (trouble.isEmpty()) {
      log.info("{}Telegram answers again", bot.logPrefix());
    } else {
      log.warn("{}{}; retrying until it works", bot.logPrefix(), settingNames.apply(trouble));
    }
  }

  private static String meaning(int code) {
    return MEANINGS.getOrDefault(code, "Telegram answers HTTP " + code);
  }
}
