package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The address and key of a running bot's console, which the bot leaves beside its outbox for the
 * commands. The key is proven and never sent, see {@link ConsoleChannel}. {@code toString} does not
 * show the key.
 *
 * @param url scheme, host and port
 * @param key made anew at each start; each side of a call uses it to prove itself
 * @param pid the id of the bot's process, as that process sees it; 0 if unknown
 */
public record ConsoleAddress(URI url, String key, long pid) {
  /** Requires url and key, because a file that is read may lack them. */
  public ConsoleAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(key, "key");
  }

  /** Creates an address with an unknown process. */
  public ConsoleAddress(URI url, String key) {
    this(url, key, 0);
  }

  /**
   * Returns the file in which a bot with the given outbox leaves its address.
   *
   * @param outboxUrl the value of the setting {@code tracking.outbox.url}
   * @return empty if the outbox is not a file
   */
  public static Optional<Path> file(String outboxUrl) {
    return outboxUrl.startsWith("jdbc:")
        ? Optional.empty()
        : Optional.of(Path.of(outboxUrl + ".console").toAbsolutePath());
  }

  /**
   * Returns the file in which a bot leaves its address: beside its outbox, or in the folder {@code
   * data} if the outbox is in PostgreSQL.
   *
   * @param port the console's port in the settings, because several bots may start in one folder
   */
  public static Path file(String outboxUrl, int port) {
    return file(outboxUrl)
        .orElseGet(() -> Path.of("data", "console-" + port + ".console").toAbsolutePath());
  }

  /** A bot never writes more than this. */
  private static final long LARGEST = 4_096;

  /**
   * Reads the address that a bot has left. A file that is not plain or too large is refused unread.
   *
   * @throws IOException if the file cannot be read, is not a plain file or is too large
   * @throws IllegalArgumentException if it does not contain an address
   */
  public static ConsoleAddress read(Path file) throws IOException {
    return ConsoleJson.read(content(file), ConsoleAddress.class);
  }

  static String content(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      throw new FileSystemException(file.toString(), null, "it is no small plain file");
    }
    return Files.readString(file);
  }

  @Override
  public String toString() {
    return "ConsoleAddress[url=" + url + ", key=***, pid=" + pid + "]";
  }
}
