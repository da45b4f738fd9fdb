package io.botfunnel.starter.doctor;

import io.botfunnel.bot.telegram.TelegramOptions;
import io.botfunnel.bot.telegram.WebhookHost;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.network.ConnectionFault;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Checks that Telegram knows the bot and delivers its updates to this bot only. */
final class TelegramCheck {
  private static final String TOKEN = "token";
  private static final String WEBHOOK = "webhook";
  private static final String POLLER = "poller";

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final FindingCollector findings;
  private final ClockCheck clocks;
  private final LatencyCheck latency;
  private final Clock clock;
  private final Duration pollFor;

  TelegramCheck(
      FindingCollector findings,
      ClockCheck clocks,
      LatencyCheck latency,
      Clock clock,
      Duration pollFor) {
    this.findings = findings;
    this.clocks = clocks;
    this.latency = latency;
    this.clock = clock;
    this.pollFor = pollFor;
  }

  void check(TelegramOptions settings, CaptureRules capture, OutboxCheck outbox) {
    TelegramProbe telegram = new TelegramProbe(settings);
    TelegramProbe.ProbeResult me = telegram.call("getMe");
    clocks.compare("Telegram", me.date());
    latency.check("Telegram", me.took());
    if (!me.ok()) {
      notReached(settings, me);
      return;
    }
    findings.good(TOKEN, "Telegram accepts the token of @" + me.result().path("username").asText());
    new ChatsCheck(findings, telegram).check(capture, me.result().path("id").asLong());
    if (settings.webhook().isPresent()) {
      new WebhookCheck(findings, clock).check(telegram, settings.webhook().get());
    } else if (noWebhook(telegram)) {
      otherPoller(telegram, outbox);
    }
  }

  private void notReached(TelegramOptions settings, TelegramProbe.ProbeResult me) {
    if (me.status() == UNAUTHORIZED || me.status() == NOT_FOUND) {
      findings.failed(
          TOKEN,
          "Telegram does not accept the bot token (%s)".formatted(me.problem()),
          "Set TELEGRAM_BOT_TOKEN to the token that @BotFather shows; a revoked one stays invalid");
    } else {
      findings.failed(
          "telegram",
          "Telegram cannot be reached at %s: %s".formatted(settings.apiUrl(), me.problem()),
          me.fault().map(ConnectionFault::remedy).orElse("Check the network, proxy and firewall")
              + "; see telegram.api-url");
    }
  }

  private boolean noWebhook(TelegramProbe telegram) {
    TelegramProbe.ProbeResult info = telegram.call("getWebhookInfo");
    String url = info.result().path("url").asText("");
    if (!info.ok()) {
      findings.warning(
          WEBHOOK, "It is unknown whether a webhook is set: " + info.problem(), "Run doctor again");
      return true;
    }
    if (url.isEmpty()) {
      findings.good(WEBHOOK, "No webhook is set, so updates can be polled");
      return true;
    }
    findings.failed(
        WEBHOOK,
        "A webhook is set (to %s), so Telegram rejects polling".formatted(WebhookHost.of(url)),
        "Start the bot, which deletes it. If it returns, stop the program that sets it");
    return false;
  }

  private void otherPoller(TelegramProbe telegram, OutboxCheck outbox) {
    Optional<Status> bot = outbox.console();
    if (bot.isPresent()) {
      ofRunningBot(bot.get());
    } else if (outbox.inUse()) {
      findings.warning(
          POLLER,
          "Other pollers were not looked for: the bot runs, and the check would interrupt it",
          "Search the bot's log for: Another program polls for this bot");
    } else {
      poll(telegram);
    }
  }

  private void ofRunningBot(Status bot) {
    if (bot.telegramTrouble() != null) {
      findings.failed(
          POLLER,
          "The running bot reports: " + bot.telegramTrouble(),
          "Follow the message; the bot then continues automatically");
    } else if (bot.polling()) {
      findings.good(POLLER, "The running bot polls without problems");
    } else {
      findings.warning(
          POLLER,
          "The running bot does not poll yet",
          "Run doctor again in a moment; see the bot's log");
    }
  }

  /**
   * Detects another poller: our request ends it, it retries immediately, and our request then fails
   * with 409. The request has no offset, so it confirms no updates.
   */
  private void poll(TelegramProbe telegram) {
    TelegramProbe.ProbeResult answer =
        telegram.call("getUpdates?limit=1&timeout=" + pollFor.toSeconds());
    if (answer.status() == CONFLICT) {
      findings.failed(
          POLLER,
          "Another program polls for this bot, and each update reaches only one of the two",
          "Stop the other program. If you cannot find it, get a new token from @BotFather");
    } else if (answer.ok()) {
      findings.good(POLLER, "No other program polls for this bot");
    } else {
      findings.warning(
          POLLER, "Telegram could not be polled: " + answer.problem(), "Run doctor again");
    }
  }
}
