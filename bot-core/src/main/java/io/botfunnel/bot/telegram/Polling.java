package io.botfunnel.bot.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.bot.BotIdentity;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.BotSession;
import org.telegram.telegrambots.longpolling.TelegramBotsLongPollingApplication;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * Polls Telegram for one bot, from the time Telegram is first reachable until it is closed. It owns
 * the library's client and threads, because the library's own close ends neither. Thread-safe.
 */
public final class Polling implements UpdateSource {
  private static final Logger log = LoggerFactory.getLogger(Polling.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

  private final TelegramConnection connection;
  private final GetUpdatesRequests requests;
  private final Function<BotIdentity, LongPollingUpdateConsumer> consumer;
  private final Clock clock;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "botfunnel-polling"));
  private final TelegramBotsLongPollingApplication library;
  private final RetryLoop connectLoop =
      new RetryLoop("botfunnel-connect", this::isConnected, CHECK_INTERVAL);
  private @Nullable LongPollingUpdateConsumer updates;
  private volatile @Nullable BotIdentity identity;
  private volatile @Nullable BotSession session;
  private volatile boolean connectedOnce;

  public Polling(
      TelegramConnection connection,
      GetUpdatesRequests requests,
      Function<BotIdentity, LongPollingUpdateConsumer> consumer,
      Clock clock) {
    this.connection = connection;
    this.requests = requests;
    this.consumer = consumer;
    this.clock = clock;
    this.library =
        new TelegramBotsLongPollingApplication(
            ObjectMapper::new, connection::polling, () -> poller, PollingBackOff::new);
  }

  @Override
  public void start() {
    connectLoop.start();
  }

  @Override
  public boolean connected() {
    BotSession now = session;
    return now != null && now.isRunning();
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
    return connection.trouble();
  }

  private boolean isConnected() {
    return !isStopped() || connectOnce();
  }

  /**
   * Returns whether nothing polls: polling has not begun yet, or an exception ended the library's
   * polling silently.
   */
  private boolean isStopped() {
    BotSession now = session;
    ScheduledFuture<?> polling = now == null ? null : now.getRunningPolling();
    return polling == null || polling.isDone();
  }

  private boolean connectOnce() {
    try {
      if (updates == null) {
        updates = consumer.apply(whoAmI());
      }
      nameForeignWebhook();
      register(updates);
      return true;
    } catch (TelegramApiException e) {
      log.debug("Not connected yet", e);
    } catch (RuntimeException e) {
      log.warn("{}Telegram cannot be polled yet", connection.logPrefix(), e);
    }
    return false;
  }

  private BotIdentity whoAmI() throws TelegramApiException {
    BotIdentity account = connection.whoAmI();
    identity = account;
    return account;
  }

  /**
   * Names the webhook in the log, because registration deletes it. Nothing is registered until
   * Telegram has answered which webhook is set.
   */
  private void nameForeignWebhook() throws TelegramApiException {
    String host = WebhookHost.of(connection.webhookInfo());
    if (!host.isEmpty()) {
      log.warn(
          "{}A webhook is set to {}; it is deleted, because this bot polls. If it returns, stop the program that sets it",
          connection.logPrefix(),
          host);
    }
  }

  private synchronized void register(LongPollingUpdateConsumer consumer)
      throws TelegramApiException {
    if (connectLoop.isClosed()) {
      return;
    }
    if (session != null) {
      log.error(
          "{}Polling stopped unexpectedly; restarting. Telegram sends unconfirmed updates again",
          connection.logPrefix());
      library.unregisterBot(connection.token());
      session = null;
    }
    try {
      session = library.registerBot(connection.token(), connection::url, requests(), consumer);
      connectedOnce = true;
    } catch (TelegramApiException e) {
      // The library keeps a token if its registration failed.
      library.unregisterBot(connection.token());
      throw e;
    }
  }

  private PollRequests requests() {
    return new PollRequests(requests, this::forgetLastReceived, clock);
  }

  private void forgetLastReceived() {
    BotSession now = session;
    if (now != null) {
      now.getLastReceivedUpdate().set(0);
    }
  }

  /** Ends a running getUpdates at once; a batch that is not on disk yet stays unconfirmed. */
  @Override
  public void close() {
    connectLoop.close();
    stopSession();
    connection.polling().dispatcher().cancelAll();
    poller.shutdown();
    awaitEnd(poller);
  }

  private synchronized void stopSession() {
    BotSession running = session;
    if (running != null && running.isRunning()) {
      running.stop();
    }
  }

  private static void awaitEnd(ExecutorService executor) {
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
