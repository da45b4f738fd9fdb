package io.botfunnel.tracking.internal.store.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * A PostgreSQL URL, parsed as its driver would. The driver writes a URL that it cannot parse into
 * its log and its errors, with the password. So such a URL is never passed to it.
 */
public final class PostgresUrl {
  public static final String SCHEME = "jdbc:postgresql:";

  private static final String HOST =
      "(?:[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?])(?::[0-9]{1,5})?";

  /** Every other character is percent-encoded. */
  private static final String NAME = "(?:[\\p{L}\\p{N}_.$~+-]|%[0-9A-Fa-f]{2})*+";

  private static final Pattern PLACE =
      Pattern.compile("(?://(?<hosts>%1$s(?:,%1$s)*)/)?%2$s".formatted(HOST, NAME));

  private static final Pattern PARAMETERS =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9_.]*+(?:=(?:[^&%\\p{Cntrl}]++|%[0-9A-Fa-f]{2})*+)?(?:&|$))*+");

  /** This machine, by each of its names; an empty host is this machine too. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)|localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  /** A factory that accepts every certificate, whatever {@code sslmode} says. */
  private static final String NO_PROOF = "org.postgresql.ssl.NonValidatingFactory";

  private static final String RISK =
      "PostgreSQL at %s is reached by a network without sslmode=verify-full, so that what stands in"
          + " between can read and change events and the password";

  /** The remedy for {@link #risk}. */
  public static final String SAFE =
      "Add sslmode=verify-full to tracking.outbox.url, and sslrootcert=/path/of/ca.crt if the"
          + " server's certificate is your own";

  private final String place;
  private final String parameters;

  private PostgresUrl(String place, String parameters) {
    this.place = place;
    this.parameters = parameters;
  }

  /**
   * Parses a URL.
   *
   * @param url begins with {@link #SCHEME}
   * @return empty if the driver would not understand it
   */
  public static Optional<PostgresUrl> of(String url) {
    String rest = url.substring(SCHEME.length());
    int query = rest.indexOf('?');
    String place = query < 0 ? rest : rest.substring(0, query);
    String parameters = query < 0 ? "" : rest.substring(query + 1);
    return PLACE.matcher(place).matches() && PARAMETERS.matcher(parameters).matches()
        ? Optional.of(new PostgresUrl(place, parameters))
        : Optional.empty();
  }

  /**
   * Parses a URL, and fails if the driver would not understand it.
   *
   * @param url begins with {@link #SCHEME}
   * @throws IllegalArgumentException if it would not; the message contains no secret
   */
  public static PostgresUrl require(String url) {
    return of(url).orElseThrow(() -> notUnderstood(url));
  }

  /** The error for a URL that is kept from the driver, which would log the password. */
  static IllegalArgumentException notUnderstood(String url) {
    return new IllegalArgumentException(
        ("tracking.outbox.url '%s': PostgreSQL's driver does not understand it. Host, port and database"
                + " come first, then '?' and name=value, with '&' between; what is no letter and no"
                + " digit is percent-encoded in a name or a value. Write for example"
                + " jdbc:postgresql://host:5432/bot?user=bot, and the password into ~/.pgpass")
            .formatted(shown(url)));
  }

  /** The location in the URL, as far as that cannot be a secret. */
  public static String shown(String url) {
    String rest = url.substring(SCHEME.length());
    String place = rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
    // A user and a password do not belong here, but may be present
    String host = place.contains("@") ? "//" + place.substring(place.lastIndexOf('@') + 1) : place;
    return SCHEME + (PLACE.matcher(host).matches() ? host : "…");
  }

  /** Its passwords, as written and as the driver reads them, with that of a service. */
  public List<String> secrets() {
    Properties meant = meant();
    return Stream.of("password", "sslpassword")
        .flatMap(name -> Stream.of(parameter(name).orElse(""), meant.getProperty(name, "")))
        .filter(secret -> !secret.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether the URL contains a password. */
  public boolean hasPassword() {
    return parameter("password").isPresent();
  }

  /** What an operator should know about the connection's security; empty if it is secure. */
  public Optional<String> risk() {
    List<String> hosts = unproven();
    return hosts.isEmpty()
        ? Optional.empty()
        : Optional.of(RISK.formatted(String.join(", ", hosts)));
  }

  /**
   * The hosts that are reached over a network without proof of their identity; empty if there are
   * none.
   */
  private List<String> unproven() {
    Properties meant = meant();
    boolean proven =
        (meant.getProperty("sslmode", "").equals("verify-full")
                && !meant.getProperty("sslfactory", "").equals(NO_PROOF)
                // Then a custom class decides whose certificate it is
                && !meant.containsKey("sslhostnameverifier"))
            || meant.containsKey("socketFactory");
    return proven
        ? List.of()
        : Arrays.stream(meant.getProperty("PGHOST", "").split(","))
            .filter(host -> !LOOPBACK.matcher(host).matches())
            .toList();
  }

  /**
   * The properties as the driver reads them. It takes host, TLS and password of a service from a
   * file. A service that is in no file opens no connection; then the other parameters are read
   * alone.
   */
  private Properties meant() {
    return Stream.of(parameters, without("service"))
        .map(some -> Driver.parseURL(SCHEME + place + "?" + some, null))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(Properties::new);
  }

  private String without(String name) {
    return Arrays.stream(parameters.split("&"))
        .filter(each -> !each.startsWith(name + "="))
        .collect(Collectors.joining("&"));
  }

  private Optional<String> parameter(String name) {
    return Arrays.stream(parameters.split("&"))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        // As in the driver, the last of several counts
        .reduce((earlier, later) -> later);
  }
}
