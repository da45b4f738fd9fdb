package io.botfunnel.bot.telegram;

import io.botfunnel.bot.BotIdentity;
import io.botfunnel.tracking.event.BotName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/**
 * The connection to one Bot API server with one token: an HTTP client for polling and one for
 * calls. Thread-safe.
 */
public final class TelegramConnection {
  private static final Logger log = LoggerFactory.getLogger(TelegramConnection.class);

  /** Longer than the 50 s that a getUpdates delays. */
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(75);

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  private final BotName bot;
  private final TelegramErrors errors;
  private final String token;
  private final TelegramUrl url;
  private final OkHttpClient polling;
  private final OkHttpClient calling;
  private final InterruptibleDelays delays = new InterruptibleDelays();
  private final TelegramClient client;

  /**
   * @param bot the bot that the connection belongs to, for the log
   * @param settingNames replaces the names of settings in a text by those that this bot's author
   *     knows
   */
  public TelegramConnection(
      BotName bot, TelegramOptions options, UnaryOperator<String> settingNames) {
    this.bot = bot;
    this.errors = new TelegramErrors(bot, options, settingNames);
    this.token = options.botToken();
    this.url = telegramUrl(options.apiUrl());
    this.polling = http(options, POLL_TIMEOUT).addInterceptor(errors).build();
    this.calling = http(options, CALL_TIMEOUT).build();
    this.client = RateLimitedClient.around(new OkHttpTelegramClient(calling, token, url), delays);
  }

  private static OkHttpClient.Builder http(TelegramOptions options, Duration readTimeout) {
    return OutboundHttp.through(options.proxy()).readTimeout(readTimeout);
  }

  private static TelegramUrl telegramUrl(URI url) {
    int standard = "http".equals(url.getScheme()) ? 80 : 443;
    return TelegramUrl.builder()
        .schema(url.getScheme())
        .host(url.getHost())
        .port(url.getPort() < 0 ? standard : url.getPort())
        .testServer(false)
        .build();
  }

  /** Returns the prefix of log lines about this bot. */
  String logPrefix() {
    return bot.logPrefix();
  }

  String token() {
    return token;
  }

  TelegramUrl url() {
    return url;
  }

  /** Returns the HTTP client for polling; {@link #trouble} reflects the failures it meets. */
  OkHttpClient polling() {
    return polling;
  }

  /** Returns the Bot API client for handlers; it delays when Telegram asks for it. */
  public TelegramClient client() {
    return client;
  }

  /**
   * Returns a Bot API client that shares the polling connection; {@link #trouble} reflects its
   * failures.
   */
  TelegramClient pollingClient() {
    return new OkHttpTelegramClient(polling, token, url);
  }

  /** Asks Telegram for the bot's account. */
  BotIdentity whoAmI() throws TelegramApiException {
    User me = pollingClient().execute(new GetMe());
    log.info("{}The bot is @{}", logPrefix(), me.getUserName());
    return new BotIdentity(me.getId(), String.valueOf(me.getUserName()));
  }

  /** Asks Telegram which webhook is set, if any. */
  WebhookInfo webhookInfo() throws TelegramApiException {
    return pollingClient().execute(new GetWebhookInfo());
  }

  Optional<String> trouble() {
    return errors.current();
  }

  /** Cancels requests in flight and shuts down OkHttp's threads, which are not daemon threads. */
  public void close() {
    delays.close();
    end(polling);
    end(calling);
  }

  private static void end(OkHttpClient http) {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
