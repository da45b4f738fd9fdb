package io.botfunnel.bot.telegram;

import io.botfunnel.bot.BotIdentity;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.PushedUpdates;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * Receives updates through a webhook: sets it, checks it periodically, and records the updates that
 * Telegram pushes. The webhook stays set after close. Telegram keeps updates in the meantime, and
 * another machine with the same webhook continues to receive them. Thread-safe.
 */
public final class WebhookReception implements UpdateSource {
  private static final Logger log = LoggerFactory.getLogger(WebhookReception.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);

  /** Older failures of Telegram say nothing about now. */
  private static final long RECENT_S = 120;

  private final TelegramConnection connection;
  private final WebhookOptions webhook;
  private final List<String> allowedUpdates;
  private final Function<BotIdentity, PushedUpdates> inbox;
  private final Clock clock;
  private final RetryLoop connectLoop;
  private volatile @Nullable BotIdentity identity;
  private volatile @Nullable PushedUpdates updates;
  private volatile boolean connected;
  private volatile boolean connectedOnce;
  private volatile @Nullable String trouble;

  /**
   * @param allowedUpdates the kinds of updates to receive; empty for Telegram's default
   * @param inbox creates the inbox for the bot's updates
   */
  public WebhookReception(
      TelegramConnection connection,
      WebhookOptions webhook,
      List<String> allowedUpdates,
      Function<BotIdentity, PushedUpdates> inbox,
      Clock clock) {
    this(connection, webhook, allowedUpdates, inbox, clock, CHECK_INTERVAL);
  }

  WebhookReception(
      TelegramConnection connection,
      WebhookOptions webhook,
      List<String> allowedUpdates,
      Function<BotIdentity, PushedUpdates> inbox,
      Clock clock,
      Duration checkInterval) {
    this.connection = connection;
    this.webhook = webhook;
    this.allowedUpdates = allowedUpdates;
    this.inbox = inbox;
    this.clock = clock;
    this.connectLoop = new RetryLoop("botfunnel-connect", this::isSet, checkInterval);
  }

  @Override
  public void start() {
    connectLoop.start();
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public boolean connectedOnce() {
    return connectedOnce;
  }

  @Override
  public Optional<BotIdentity> identity() {
    return Optional.ofNullable(identity);
  }

  @Override
  public Optional<String> trouble() {
    return connection.trouble().or(() -> Optional.ofNullable(trouble));
  }

  /**
   * Records an update.
   *
   * @return completes once the update is forced to the device; fails with {@link
   *     OutboxUnavailableException} if nothing was recorded
   * @throws IllegalArgumentException if the text is not an update
   */
  public CompletableFuture<Void> take(String update) {
    PushedUpdates known = updates;
    return known == null || connectLoop.isClosed()
        ? CompletableFuture.failedFuture(
            new OutboxUnavailableException(
                "The bot has not read its account from Telegram yet, or it is stopping"))
        : known.take(update);
  }

  private boolean isSet() {
    connected = checked();
    connectedOnce = connectedOnce || connected;
    return connected;
  }

  private boolean checked() {
    try {
      if (updates == null) {
        BotIdentity account = connection.whoAmI();
        identity = account;
        updates = inbox.apply(account);
      }
      check();
      return true;
    } catch (TelegramApiException e) {
      log.debug("The webhook is not set yet", e);
    } catch (RuntimeException e) {
      log.warn("{}The webhook cannot be set yet", connection.logPrefix(), e);
    }
    return false;
  }

  /**
   * Checks the webhook. The first check after the start always sets it, because Telegram does not
   * show its secret, and not reliably its kinds of updates.
   */
  private void check() throws TelegramApiException {
    WebhookInfo info = connection.webhookInfo();
    boolean ours = webhook.url().toString().equals(info.getUrl());
    if (!ours) {
      logOther(WebhookHost.of(info));
    }
    if (!connectedOnce || !ours) {
      set();
    }
    trouble = ours ? failure(info) : null;
  }

  private void logOther(String host) {
    if (connectedOnce) {
      log.warn(
          "{}Another program changed the webhook{}; the bot sets its own again. Stop the other program",
          connection.logPrefix(),
          host.isEmpty() ? "" : " to " + host);
    } else if (!host.isEmpty()) {
      log.warn(
          "{}A webhook is set to {}; the bot replaces it. If it returns, stop the program that sets it",
          connection.logPrefix(),
          host);
    }
  }

  private void set() throws TelegramApiException {
    connection
        .pollingClient()
        .execute(
            SetWebhook.builder()
                .url(webhook.url().toString())
                .secretToken(webhook.secret())
                .allowedUpdates(allowedUpdates)
                .build());
    log.info("{}Telegram now pushes updates to {}", connection.logPrefix(), webhook.url());
  }

  private @Nullable String failure(WebhookInfo info) {
    boolean waits = info.getPendingUpdatesCount() != null && info.getPendingUpdatesCount() > 0;
    Integer at = info.getLastErrorDate();
    if (!waits || at == null || clock.instant().getEpochSecond() - at > RECENT_S) {
      return null;
    }
    return "Telegram cannot deliver its updates (%s). Check that telegram.webhook-url reaches this bot through its proxy; Telegram keeps them for 24 hours"
        .formatted(info.getLastErrorMessage());
  }

  @Override
  public void close() {
    connectLoop.close();
    connected = false;
  }
}
