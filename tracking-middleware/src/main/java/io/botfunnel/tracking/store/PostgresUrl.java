package io.botfunnel.tracking.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A URL of PostgreSQL, taken apart as its driver would. What the driver does not understand it
 * writes to its log and into its errors, the password too: so such a URL is never given to it.
 */
final class PostgresUrl {
  static final String SCHEME = "jdbc:postgresql:";

  private static final String HOST =
      "(?:[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?])(?::[0-9]{1,5})?";

  /** Everything else is percent-encoded. */
  private static final String NAME = "(?:[\\p{L}\\p{N}_.$~+-]|%[0-9A-Fa-f]{2})*+";

  private static final Pattern PLACE =
      Pattern.compile("(?://(?<hosts>%1$s(?:,%1$s)*)/)?%2$s".formatted(HOST, NAME));

  private static final Pattern PARAMETERS =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9_.]*+(?:=(?:[^&%\\p{Cntrl}]++|%[0-9A-Fa-f]{2})*+)?(?:&|$))*+");

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  /** This machine, by each of its names; without a host it is this machine too. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)|localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  /** Takes every certificate, whatever {@code sslmode} says. */
  private static final String NO_PROOF = "org.postgresql.ssl.NonValidatingFactory";

  private final String place;
  private final String parameters;

  private PostgresUrl(String place, String parameters) {
    this.place = place;
    this.parameters = parameters;
  }

  /**
   * Takes it apart.
   *
   * @param url begins with {@link #SCHEME}
   * @return empty if the driver would not understand it
   */
  static Optional<PostgresUrl> of(String url) {
    String rest = url.substring(SCHEME.length());
    int query = rest.indexOf('?');
    String place = query < 0 ? rest : rest.substring(0, query);
    String parameters = query < 0 ? "" : rest.substring(query + 1);
    return PLACE.matcher(place).matches() && PARAMETERS.matcher(parameters).matches()
        ? Optional.of(new PostgresUrl(place, parameters))
        : Optional.empty();
  }

  /** Where it is, as far as that cannot be a secret. */
  static String shown(String url) {
    String rest = url.substring(SCHEME.length());
    String place = rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
    // A user and a password do not belong there, but may be there
    String host = place.contains("@") ? "//" + place.substring(place.lastIndexOf('@') + 1) : place;
    return SCHEME + (PLACE.matcher(host).matches() ? host : "…");
  }

  /** Whether it has a password in it. */
  boolean hasPassword() {
    return parameter("password").isPresent();
  }

  /**
   * The hosts that are reached by a network without a proof of who they are; none if all is well.
   */
  List<String> unproven() {
    boolean proven =
        (parameter("sslmode").filter("verify-full"::equals).isPresent()
                && parameter("sslfactory").filter(NO_PROOF::equals).isEmpty())
            || parameter("socketFactory").isPresent()
            || parameter("service").isPresent();
    return proven ? List.of() : hosts().filter(host -> !LOOPBACK.matcher(host).matches()).toList();
  }

  /** A parameter counts before what stands in front. */
  private Stream<String> hosts() {
    Matcher found = PLACE.matcher(place);
    String inFront = found.matches() && found.group("hosts") != null ? found.group("hosts") : "";
    String hosts = parameter("host").or(() -> parameter("PGHOST")).orElse(inFront);
    return Arrays.stream(hosts.split(",")).map(host -> PORT.matcher(host).replaceFirst(""));
  }

  private Optional<String> parameter(String name) {
    return Arrays.stream(parameters.split("&"))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        // As the driver does it, the last of several counts
        .reduce((earlier, later) -> later);
  }
}
