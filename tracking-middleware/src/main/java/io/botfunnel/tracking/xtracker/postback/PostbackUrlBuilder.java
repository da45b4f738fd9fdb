package io.botfunnel.tracking.xtracker.postback;

import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.internal.xtracker.http.BaseUrl;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds a {@link PostbackUrl}. Not thread-safe. */
public final class PostbackUrlBuilder {
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

  private final Map<Parameter, PostbackValue> values = new EnumMap<>(Parameter.class);
  private @Nullable BaseUrl url;
  private @Nullable String token;
  private @Nullable EventName event;

  PostbackUrlBuilder() {}

  /**
   * Sets the base URL of XTRACKER. Required.
   *
   * @param url https, or plain http to 127.0.0.0/8, ::1 or localhost; without a query
   * @throws IllegalArgumentException if the URL breaks the rule
   */
  public PostbackUrlBuilder url(URI url) {
    this.url = BaseUrl.of(url);
    return this;
  }

  /**
   * Sets the space's ingest token, never its bearer. Required.
   *
   * @param token 1 to 512 characters of visible ASCII
   * @throws IllegalArgumentException if it is not 1 to 512 characters of visible ASCII
   */
  public PostbackUrlBuilder token(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw InvalidValueException.of(
          "xtracker.ingest-token",
          "***",
          "a token is 1 to 512 characters of visible ASCII",
          "Set it as XTRACKER showed it");
    }
    this.token = token;
    return this;
  }

  /** Sets the event that the partner reports. Required. */
  public PostbackUrlBuilder event(EventName event) {
    this.event = event;
    values.put(Parameter.EVENT, PostbackValue.plain(event.wireName()));
    return this;
  }

  /**
   * Sets the event that the partner reports, by its name on the wire.
   *
   * @param name such as {@code deposit}
   * @throws IllegalArgumentException if it is not one of the four
   */
  public PostbackUrlBuilder event(String name) {
    return event(
        Arrays.stream(EventName.values())
            .filter(known -> known.wireName().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name)));
  }

  private static IllegalArgumentException unknown(String name) {
    String known =
        Arrays.stream(EventName.values())
            .map(EventName::wireName)
            .collect(Collectors.joining(", "));
    return InvalidValueException.of("event", name, "the events are " + known, "Use one of these");
  }

  /**
   * Sets a value that is the same in every postback; it is percent-encoded.
   *
   * @param parameter {@code uid}, {@code value}, {@code currency}, {@code eid} or {@code t}
   * @throws IllegalArgumentException if the parameter is unknown or its value breaks its rule
   */
  public PostbackUrlBuilder plain(String parameter, String value) {
    Parameter known = Parameter.named(parameter);
    PlainRules.check(known, value);
    values.put(known, PostbackValue.plain(value));
    return this;
  }

  /**
   * Sets a macro that the partner replaces; it is not encoded.
   *
   * @param parameter {@code uid}, {@code value}, {@code currency}, {@code eid} or {@code t}
   * @param macro visible ASCII, at most 200 characters, without {@code & # % +}, spaces and quotes,
   *     such as {@code {sub_id}}
   * @throws IllegalArgumentException if the parameter is unknown or the macro breaks the rule
   */
  public PostbackUrlBuilder macro(String parameter, String macro) {
    values.put(Parameter.named(parameter), PostbackValue.macro(parameter, macro));
    return this;
  }

  /**
   * Builds the URL.
   *
   * @throws IllegalArgumentException if something required is missing, or the money does not match
   *     the event
   */
  public PostbackUrl build() {
    BaseUrl base = required(url, "xtracker.url");
    String secret = required(token, "xtracker.ingest-token");
    MoneyRules.check(required(event, "event"), values);
    return new PostbackUrl(base, secret, values);
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw InvalidValueException.of(what, "", "a postback URL needs it", "Set it");
    }
    return value;
  }
}
