package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.botfunnel.bot.postback.PostbackValues;
import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.StartPrefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a postback and records it in the outbox through the hooks and their rules. Thread-safe.
 */
final class PostbackReceiver {
  /** A partner's clock may be wrong, or in another time zone. */
  private static final Duration MOST_AHEAD = Duration.ofDays(1);

  private final ConstantTimeSecret ingestToken;
  private final GuessLimiter guesses;
  private final StartPrefix startPrefix;
  private final List<String> reserved;
  private final Tracking tracking;
  private final Clock clock;

  PostbackReceiver(GatewaySettings settings, Tracking tracking, GuessLimiter guesses, Clock clock) {
    this.ingestToken = new ConstantTimeSecret(settings.ingestToken());
    this.guesses = guesses;
    this.startPrefix = settings.startPrefix();
    this.reserved = settings.reservedIds().prefixes();
    this.tracking = tracking;
    this.clock = clock;
  }

  /**
   * Records a postback; the event is on disk when this returns.
   *
   * @throws RejectedRequestException if the postback breaks a rule
   */
  GatewayResponse take(IPAddress caller, Partner partner, Map<String, String> sent) {
    requireToken(caller, partner, sent);
    requireTokenNowhereElse(token(partner), partner, sent);
    Map<String, String> values = partner.read(sent);
    if (Partner.IGNORED.equals(values.get("event"))) {
      return GatewayResponse.ignored();
    }
    review(values);
    EventName event = EventName.valueOf(value(values, "event").toUpperCase(Locale.ROOT));
    return GatewayResponse.recorded(event, record(partner, event, values));
  }

  /**
   * @throws RejectedRequestException if the partner's token is missing or wrong
   */
  void requireToken(IPAddress caller, Partner partner, Map<String, String> sent) {
    guesses.require(
        caller,
        token(partner),
        partner.tokenOf(sent),
        RejectedRequestException.unauthorized(
            "The token is missing, or is not the one of this bot",
            "Use the URL that the bot's operator gives out now"));
  }

  private ConstantTimeSecret token(Partner partner) {
    return partner.token().map(ConstantTimeSecret::new).orElse(ingestToken);
  }

  /** Refuses a token in any other parameter, because it would appear in lists and logs. */
  private static void requireTokenNowhereElse(
      ConstantTimeSecret token, Partner partner, Map<String, String> sent) {
    String own = partner.tokenName();
    sent.forEach(
        (name, value) -> {
          if (token.isIn(name) || (!name.equals(own) && token.isIn(value))) {
            throw RejectedRequestException.unreadable(
                "Another parameter contains the token, which belongs only in its own",
                "Check how the URL is built");
          }
        });
  }

  private void review(Map<String, String> values) {
    PostbackValues review =
        new PostbackValues(
            name -> Optional.ofNullable(values.get(name)),
            startPrefix,
            (parameter, what, remedy) -> {
              throw RejectedRequestException.invalid(parameter, what, remedy);
            });
    review.reviewContent();
    if (hasOwnEid(values)) {
      review.reviewEid();
    }
    if (values.containsKey("t") && time(values).isAfter(clock.instant().plus(MOST_AHEAD))) {
      throw RejectedRequestException.invalid(
          "t",
          "t is more than a day in the future",
          "Use the partner's macro for the time in epoch milliseconds, or leave t out");
    }
  }

  /**
   * Returns whether the partner gives the eid. Contact and subscribed count once per user, by our
   * own eid.
   */
  private static boolean hasOwnEid(Map<String, String> values) {
    String event = value(values, "event");
    return event.equals(EventName.REGISTRATION.wireName())
        || event.equals(EventName.DEPOSIT.wireName());
  }

  private Receipt record(Partner partner, EventName event, Map<String, String> values) {
    Hooks click = tracking.clickOfPartner(value(values, "uid"));
    Hooks hooks = values.containsKey("t") ? click.occurredAt(time(values)) : click;
    try {
      return switch (event) {
        case CONTACT -> hooks.contact();
        case SUBSCRIBED -> hooks.subscribed();
        case REGISTRATION -> hooks.registration(idOf(partner, values));
        case DEPOSIT -> hooks.deposit(money(values), idOf(partner, values));
      };
    } catch (IllegalArgumentException tooLongForAnId) {
      throw RejectedRequestException.invalid(
          "eid",
          "The eid must have 1 to 120 visible ASCII characters, including the prefix of a partner"
              + " with its own ids",
          "Send the partner's transaction or trader id");
    }
  }

  private String idOf(Partner partner, Map<String, String> values) {
    return partner.idOf(value(values, "eid"), reserved);
  }

  private static Money money(Map<String, String> values) {
    return Money.of(value(values, "value"), value(values, "currency"));
  }

  private static Instant time(Map<String, String> values) {
    return Instant.ofEpochMilli(Long.parseLong(value(values, "t")));
  }

  private static String value(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }
}
