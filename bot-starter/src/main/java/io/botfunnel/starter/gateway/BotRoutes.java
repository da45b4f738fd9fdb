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
  private final Postbacks postbacks;
  private final Webhooks webhooks;
  private final Pushes pushes;

  BotRoutes(GatewayBot bot, Guesses guesses, Clock clock) {
    this.bot = bot;
    this.partners =
        Stream.concat(Stream.of(Partner.DIRECT), bot.settings().partners().stream())
            .collect(
                Collectors.toUnmodifiableMap(
                    partner -> bot.path(partner.path()), Function.identity()));
    this.postbacks = new Postbacks(bot.settings(), bot.tracking(), guesses, clock);
    this.webhooks =
        new Webhooks(bot.settings().webhookSecret().map(Secret::new), guesses, bot.tracking());
    this.pushes = new Pushes(bot.pushes(), guesses);
  }

  GatewayBot bot() {
    return bot;
  }

  /** Returns the partners by path. */
  Map<String, Partner> partners() {
    return partners;
  }

  Postbacks postbacks() {
    return postbacks;
  }

  Webhooks webhooks() {
    return webhooks;
  }

  Pushes pushes() {
    return pushes;
  }

  String webhookPath() {
    return bot.path(WEBHOOK);
  }

  String pushPath() {
    return bot.path(Pushes.PATH);
  }
}
