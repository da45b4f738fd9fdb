package io.botfunnel.starter.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.bot.telegram.WebhookOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Checks that Telegram pushes updates to the right URL and reaches it. */
final class WebhookCheck {
  private static final String WEBHOOK = "webhook";
  private static final Duration RECENT = Duration.ofMinutes(10);

  private final FindingCollector findings;
  private final Clock clock;

  WebhookCheck(FindingCollector findings, Clock clock) {
    this.findings = findings;
    this.clock = clock;
  }

  void check(TelegramProbe telegram, WebhookOptions ours) {
    TelegramProbe.ProbeResult info = telegram.call("getWebhookInfo");
    if (!info.ok()) {
      findings.warning(
          WEBHOOK, "It is unknown which webhook is set: " + info.problem(), "Run doctor again");
    } else if (!info.result().path("url").asText("").equals(ours.url().toString())) {
      findings.warning(
          WEBHOOK,
          "Telegram does not push the updates to telegram.webhook-url yet",
          "Start the bot, which sets its webhook. If it changes again, stop the program that sets"
              + " another one");
    } else {
      delivery(info.result());
    }
  }

  private void delivery(JsonNode info) {
    Instant failedAt = Instant.ofEpochSecond(info.path("last_error_date").asLong());
    long waiting = info.path("pending_update_count").asLong();
    if (waiting > 0 && failedAt.isAfter(clock.instant().minus(RECENT))) {
      findings.failed(
          WEBHOOK,
          "Telegram cannot deliver %,d updates: %s"
              .formatted(waiting, info.path("last_error_message").asText()),
          "Check that the bot runs and that the proxy forwards telegram.webhook-url to the"
              + " gateway's port. Telegram keeps the updates for 24 hours");
    } else {
      findings.good(WEBHOOK, "Telegram pushes the updates to telegram.webhook-url");
    }
  }
}
