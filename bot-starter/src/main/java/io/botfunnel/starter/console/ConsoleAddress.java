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
 * @param pid of the bot's process, as it sees that itself; 0 if unknown
 */
public record ConsoleAddress(URI url, String key, long pid) {
  /** Of a process that is not known. */
  public ConsoleAddress(URI url, String key) {
    this(url, key, 0);
  }

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
    return "ConsoleAddress[url=" + url + ", key=***, pid=" + pid + "]";
  }
}
