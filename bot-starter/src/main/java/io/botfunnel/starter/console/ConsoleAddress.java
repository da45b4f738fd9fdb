package io.botfunnel.starter.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the console of a running bot is, and its key: what the bot leaves beside its outbox for the
 * commands. Shows no key in {@code toString}.
 *
 * @param url scheme, host and port
 * @param key for the header {@code X-BotFunnel-Key}
 */
public record ConsoleAddress(URI url, String key) {

  /**
   * Where a bot with that outbox leaves it.
   *
   * @param outboxUrl as the setting {@code tracking.outbox.url} has it
   * @return empty where the outbox is no file
   */
  public static Optional<Path> file(String outboxUrl) {
    return outboxUrl.startsWith("jdbc:")
        ? Optional.empty()
        : Optional.of(Path.of(outboxUrl + ".console").toAbsolutePath());
  }

  /** What the operator opens in a browser. */
  public URI link() {
    return url.resolve("/?key=" + key);
  }

  @Override
  public String toString() {
    return "ConsoleAddress[url=" + url + ", key=***]";
  }
}
