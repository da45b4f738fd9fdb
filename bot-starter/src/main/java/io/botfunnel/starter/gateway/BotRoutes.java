package io.botfunnel.starter.gateway;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paths of one bot behind the gateway, and their handlers. Thread-safe. */
final class BotRoutes {
  static final String WEBHOOK = "/xtracker";

  private final GatewayBot bot;
  private final Map<String, Partner> partners;
  private final PostbackReceiver postbacks;
  private final XtrackerWebhookReceiver webhooks;
  private final TelegramPushReceiver pushes;

  BotRoutes(GatewayBot bot, GuessLimiter guesses, Clock clock) {
    this.bot = bot;
    this.partners =
        Stream.concat(Stream.of(Partner.DIRECT), bot.settings().partners().stream())
            .collect(
                Collectors.toUnmodifiableMap(
                    partner -> bot.path(partner.path()), Function.identity()));
    this.postbacks = new PostbackReceiver(bot.settings(), bot.tracking(), guesses, clock);
    this.webhooks =
        new XtrackerWebhookReceiver(
            bot.settings().webhookSecret().map(ConstantTimeSecret::new), guesses, bot.tracking());
    this.pushes = new TelegramPushReceiver(bot.pushes(), guesses);
  }

  GatewayBot bot() {
    return bot;
  }

  /** Returns the partners by path. */
  Map<String, Partner> partners() {
    return partners;
  }

  PostbackReceiver postbacks() {
    return postbacks;
  }

  XtrackerWebhookReceiver webhooks() {
    return webhooks;
  }

  TelegramPushReceiver pushes() {
    return pushes;
  }

  String webhookPath() {
    return bot.path(WEBHOOK);
  }

  String pushPath() {
    return bot.path(TelegramPushReceiver.PATH);
  }
}
