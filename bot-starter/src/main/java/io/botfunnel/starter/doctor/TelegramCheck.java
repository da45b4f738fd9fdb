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
  private final LatencyCheck slow;
  private final Clock clock;
  private final Duration pollFor;

  TelegramCheck(
      FindingCollector findings,
      ClockCheck clocks,
      LatencyCheck slow,
      Clock clock,
      Duration pollFor) {
    this.findings = findings;
    this.clocks = clocks;
    this.slow = slow;
    this.clock = clock;
    this.pollFor = pollFor;
  }

  void look(TelegramOptions settings, CaptureRules capture, OutboxCheck outbox) {
    TelegramProbe telegram = new TelegramProbe(settings);
    TelegramProbe.Answer me = telegram.call("getMe");
    clocks.compare("Telegram", me.date());
    slow.tell("Telegram", me.took());
    if (!me.ok()) {
      unknown(settings, me);
      return;
    }
    findings.good(
        TOKEN, "Telegram accepts the token: this is @" + me.result().path("username").asText());
    new ChatsCheck(findings, telegram).look(capture, me.result().path("id").asLong());
    if (settings.webhook().isPresent()) {
      new WebhookCheck(findings, clock).look(telegram, settings.webhook().get());
    } else if (noWebhook(telegram)) {
      otherPoller(telegram, outbox);
    }
  }

  private void unknown(TelegramOptions settings, TelegramProbe.Answer me) {
    if (me.status() == UNAUTHORIZED || me.status() == NOT_FOUND) {
      findings.failed(
          TOKEN,
          "Telegram does not accept the bot token (%s)".formatted(me.problem()),
          "Set TELEGRAM_BOT_TOKEN as @BotFather shows it; a revoked one does not come back");
    } else {
      findings.failed(
          "telegram",
          "Telegram cannot be reached at %s: %s".formatted(settings.apiUrl(), me.problem()),
          me.fault().map(ConnectionFault::remedy).orElse("Check the network, a proxy or firewall")
              + "; see telegram.api-url");
    }
  }

  private boolean noWebhook(TelegramProbe telegram) {
    TelegramProbe.Answer info = telegram.call("getWebhookInfo");
    String url = info.result().path("url").asText("");
    if (!info.ok()) {
      findings.warning(
          WEBHOOK,
          "Telegram does not say whether a webhook is set: " + info.problem(),
          "Repeat this");
      return true;
    }
    if (url.isEmpty()) {
      findings.good(WEBHOOK, "No webhook is set, updates can be polled");
      return true;
    }
    findings.failed(
        WEBHOOK,
        "A webhook is set (to %s): while it is, Telegram gives us no updates"
            .formatted(WebhookHost.of(url)),
        "Start the bot, which deletes it; if it comes back, stop the program that sets it");
    return false;
  }

  private void otherPoller(TelegramProbe telegram, OutboxCheck outbox) {
    Optional<Status> bot = outbox.console();
    if (bot.isPresent()) {
      ofRunningBot(bot.get());
    } else if (outbox.inUse()) {
      findings.warning(
          POLLER,
          "Whether somebody else polls was not tried: the bot runs, and would be disturbed",
          "See its log for: Another program polls for this bot");
    } else {
      poll(telegram);
    }
  }

  private void ofRunningBot(Status bot) {
    if (bot.telegramTrouble() != null) {
      findings.failed(
          POLLER,
          "The running bot says: " + bot.telegramTrouble(),
          "Do as it says: it goes on automatically");
    } else if (bot.polling()) {
      findings.good(POLLER, "The running bot polls undisturbed");
    } else {
      findings.warning(
          POLLER, "The running bot does not poll yet", "Repeat this in a moment; see its log");
    }
  }

  /**
   * Detects another poller: our request ends it, it retries immediately, and our request then fails
   * with 409. The request has no offset, so it confirms no updates.
   */
  private void poll(TelegramProbe telegram) {
    TelegramProbe.Answer answer =
        telegram.call("getUpdates?limit=1&timeout=" + pollFor.toSeconds());
    if (answer.status() == CONFLICT) {
      findings.failed(
          POLLER,
          "Another program polls for this bot: only one may, the updates go now here, now there",
          "Stop the other one; if you do not know it, get a new token from @BotFather");
    } else if (answer.ok()) {
      findings.good(POLLER, "Nobody else polls for this bot");
    } else {
      findings.warning(POLLER, "Telegram could not be polled: " + answer.problem(), "Repeat this");
    }
  }
}
