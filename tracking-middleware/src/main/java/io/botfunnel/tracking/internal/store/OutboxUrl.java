package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.internal.store.postgres.PostgresUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The database that the setting {@code tracking.outbox.url} names. */
final class OutboxUrl {
  private static final String POSTGRES = PostgresUrl.SCHEME;

  /** One letter before the colon is a drive; a longer prefix is never meant as a path. */
  private static final Pattern SCHEME =
      Pattern.compile("(?:(?i)jdbc:(?:[a-z][a-z0-9+.-]*:)?|[a-z][a-z0-9+.-]+:)");

  /** What URLs have and paths do not: a user before a host, a parameter. */
  private static final Pattern NO_PATH =
      Pattern.compile("//.*@|@.*:[0-9]+/|(?i)password=|\\p{Cntrl}", Pattern.DOTALL);

  private static final Pattern NEARLY_POSTGRES = Pattern.compile("(?i)(?:jdbc:)?(?:postgres|pg).*");

  private OutboxUrl() {}

  static boolean isPostgres(String url) {
    return url.startsWith(POSTGRES);
  }

  /** The URL without possible secrets; of a URL that is not ours, only the scheme. */
  static String shown(String url) {
    if (isPostgres(url)) {
      return PostgresUrl.shown(url);
    }
    Matcher scheme = SCHEME.matcher(url);
    if (scheme.lookingAt()) {
      return scheme.group() + "…";
    }
    String place = url.replaceAll("(?s)\\?.*", "").replaceAll("\\p{Cntrl}", "?");
    // A value with a host or a parameter was never meant as a path
    return NO_PATH.matcher(url).find() ? "…" : place;
  }

  /**
   * Validates the URL before anything is opened or created.
   *
   * @throws IllegalArgumentException if it names neither a file nor a PostgreSQL database; the
   *     message contains no secret
   */
  static void require(String url) {
    if (!isPostgres(url)) {
      path(url);
    } else {
      PostgresUrl.require(url);
    }
  }

  /**
   * The secrets in the URL, to be masked in logs; empty if it cannot be parsed, as it is never
   * used.
   */
  static List<String> secrets(String url) {
    return isPostgres(url)
        ? PostgresUrl.of(url).map(PostgresUrl::secrets).orElse(List.of())
        : List.of();
  }

  /** Whether the URL contains a password, visible to everybody who sees the URL. */
  static boolean hasPassword(String url) {
    return isPostgres(url) && PostgresUrl.of(url).filter(PostgresUrl::hasPassword).isPresent();
  }

  /** What an operator should know about the connection's security; empty if it is secure. */
  static Optional<String> risk(String url) {
    return isPostgres(url) ? PostgresUrl.of(url).flatMap(PostgresUrl::risk) : Optional.empty();
  }

  /**
   * The path of the H2 file, without its {@code .mv.db}.
   *
   * @throws IllegalArgumentException if the URL is not a path
   */
  static Path path(String url) {
    boolean looksLikeUrl = SCHEME.matcher(url).lookingAt() || url.contains("?");
    if (url.isBlank() || looksLikeUrl || ending(url).isPresent() || NO_PATH.matcher(url).find()) {
      throw badUrl(url);
    }
    try {
      Path path = Path.of(url).toAbsolutePath();
      if (path.toString().contains(";")) {
        throw badUrl(path.toString());
      }
      return path;
    } catch (InvalidPathException e) {
      throw badUrl(url);
    }
  }

  /** The file ending if the URL names one of an outbox's files instead of the outbox. */
  private static Optional<String> ending(String url) {
    return Stream.of(".mv.db", ".journal", ".console")
        .filter(end -> url.regionMatches(true, url.length() - end.length(), end, 0, end.length()))
        .findFirst();
  }

  private static IllegalArgumentException badUrl(String url) {
    return new IllegalArgumentException(
        ("tracking.outbox.url '%s': it is the path of an H2 file, with no scheme, no '?' and no ';',"
                + " or begins with %s. %sWrite for example data/outbox, or"
                + " jdbc:postgresql://host/database?user=bot")
            .formatted(shown(url), POSTGRES, hint(url)));
  }

  private static String hint(String url) {
    if (NEARLY_POSTGRES.matcher(url).matches()) {
      return "Did you mean " + POSTGRES + "? ";
    }
    if (url.startsWith("jdbc:h2:")) {
      return "Leave out jdbc:h2:. ";
    }
    return ending(url).map(end -> "Leave out " + end + ". ").orElse("");
  }
}
