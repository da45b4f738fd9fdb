package io.botfunnel.tracking.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Which database the setting {@code tracking.outbox.url} names. */
final class OutboxUrl {
  private static final String POSTGRES = "jdbc:postgresql:";

  private OutboxUrl() {}

  static boolean isPostgres(String url) {
    return url.startsWith(POSTGRES);
  }

  /** Without what may be secret. */
  static String shown(String url) {
    return url.replaceAll("\\?.*", "").replaceAll("//[^/@]*@", "//");
  }

  /**
   * The H2 file that is named, without its {@code .mv.db}.
   *
   * @throws IllegalArgumentException if it is no path
   */
  static Path path(String url) {
    if (url.isBlank() || url.startsWith("jdbc:")) {
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

  private static IllegalArgumentException badUrl(String url) {
    // A JDBC URL may carry a password: only its scheme is shown.
    String shown = url.startsWith("jdbc:") ? url.replaceAll("(jdbc:\\w*:?).*", "$1…") : url;
    return new IllegalArgumentException(
        ("tracking.outbox.url '%s': it is the path of an H2 file without ';', or begins with %s."
                + " Write for example data/outbox, or jdbc:postgresql://host/database?user=bot")
            .formatted(shown, POSTGRES));
  }
}
