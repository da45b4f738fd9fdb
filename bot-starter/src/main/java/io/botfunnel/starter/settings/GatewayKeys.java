package io.botfunnel.starter.settings;

import io.botfunnel.starter.gateway.AddressRanges;
import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import java.util.stream.Stream;

/** The settings of the gateway and of its partners. */
public final class GatewayKeys {
  static final SettingKey<Boolean> ENABLED =
      SettingKey.of("gateway.enabled", Rules.flag(), "true or false", "Leave it out for false")
          .or("false");
  public static final SettingKey<String> HOST =
      SettingKey.of(
              "gateway.host",
              Rules.that(AddressRanges::isAddress),
              "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them",
              "Leave it out for 127.0.0.1")
          .or("127.0.0.1");
  public static final SettingKey<Integer> PORT =
      SettingKey.of(
              "gateway.port",
              Rules.number(0, 65_535),
              "a whole number from 0 to 65535",
              "Leave it out for 8091")
          .or("8091");
  static final SettingKey<Integer> RATE =
      SettingKey.of(
              "gateway.rate",
              Rules.number(1, 100_000),
              "a whole number from 1 to 100000: requests a second of one address",
              "Leave it out for 100")
          .or("100");
  static final SettingKey<Integer> MAX_CONNECTIONS =
      SettingKey.of(
              "gateway.max-connections",
              Rules.number(16, 100_000),
              "a whole number from 16 to 100000: connections at a time",
              "Leave it out for 1000")
          .or("1000");
  static final SettingKey<AddressRanges> ALLOW = addresses("gateway.allow");
  static final SettingKey<AddressRanges> TRUSTED_PROXIES =
      addresses("gateway.trusted-proxies").or("127.0.0.0/8, ::1");
  static final SettingKey<String> WEBHOOK_SECRET = secret("gateway.webhook-secret");

  /** Prefix of a partner's settings; the partner's name follows. */
  static final String PARTNERS = "gateway.partners.";

  private GatewayKeys() {}

  static boolean isPartnersSecret(String name) {
    return name.startsWith(PARTNERS) && name.endsWith(".token") && !name.contains(".parameters.");
  }

  static SettingKey<String> token(String partner) {
    return secret(partner + ".token");
  }

  static SettingKey<AddressRanges> addresses(String name) {
    return SettingKey.of(
        name,
        AddressRanges::of,
        "a list of addresses and networks, such as 203.0.113.7, 198.51.100.0/24, 2001:db8::/32",
        "Correct it, or leave it out");
  }

  /** Whether a partner's ids are its own: true for {@code own}, false for {@code shared}. */
  static SettingKey<Boolean> ids(String partner) {
    return SettingKey.of(
            partner + ".ids",
            Rules.oneOf("own", "shared"),
            "own, if nobody else reports by the partner's transaction and trader ids, or shared",
            "Leave it out for shared")
        .or("shared");
  }

  /** The partner's name for one of our parameters. */
  static SettingKey<String> parameter(String name) {
    return SettingKey.of(
        name,
        Rules.matching("[!-~&&[^&=#%+]]{1,64}"),
        "the name of the partner's parameter, 1 to 64 visible characters without & = # % +",
        "Write it as it stands in the partner's postback, or leave it out");
  }

  /** Our event for one of a partner's events. */
  static SettingKey<String> event(String name) {
    return SettingKey.of(
        name,
        Rules.that(text -> isEvent(text) || text.equals(Partner.IGNORED)),
        "contact, subscribed, registration, deposit or " + Partner.IGNORED,
        "Correct it, or leave it out");
  }

  /** A fixed value for a parameter that the partner does not send. */
  static SettingKey<String> fixed(String name, String parameter) {
    return switch (parameter) {
      case "event" ->
          SettingKey.of(
              name,
              Rules.that(GatewayKeys::isEvent),
              "contact, subscribed, registration or deposit",
              "Correct it, or leave it out");
      case "currency" ->
          SettingKey.of(
              name,
              Rules.that(code -> isMoney("1", code)),
              "three capital letters of ISO 4217, such as USD",
              "Correct it, or leave it out");
      default ->
          SettingKey.of(
              name,
              // CLF has the most fraction digits
              Rules.that(amount -> isMoney(amount, "CLF")),
              "an amount in plain digits, such as 25.00",
              "Correct it, or leave it out");
    };
  }

  static SettingKey<String> secret(String name) {
    return SettingKey.of(
        name,
        Rules.matching("[!-~]{16,4096}"),
        "at least 16 visible ASCII characters",
        "Set the environment variable to what openssl rand -hex 24 prints, or leave it out");
  }

  private static boolean isEvent(String text) {
    return Stream.of(EventName.values()).map(EventName::wireName).anyMatch(text::equals);
  }

  /** Returns whether the amount and currency are valid money, above zero. */
  static boolean isMoney(String amount, String currency) {
    try {
      return Money.of(amount, currency).amount().signum() > 0;
    } catch (IllegalArgumentException broken) {
      return false;
    }
  }
}
