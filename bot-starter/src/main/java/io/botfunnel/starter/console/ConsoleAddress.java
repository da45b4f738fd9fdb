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
 * Where the console of a running bot is, and its key: what the bot leaves beside its outbox for the
 * commands. The key is proven and never sent, see {@link ConsoleChannel}. Shows no key in {@code
 * toString}.
 *
 * @param url scheme, host and port
 * @param key made anew at each start; by it either side of a call proves itself
 * @param pid of the bot's process, as it sees that itself; 0 if unknown
 */
public record ConsoleAddress(URI url, String key, long pid) {
  /** Url and key are there, also in what is read from a file. */
  public ConsoleAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(key, "key");
  }

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

  /**
   * Where a bot leaves it: beside its outbox, or for one in PostgreSQL in the folder {@code data}.
   *
   * @param port of the console as it is set, for several bots may be started in one folder
   */
  public static Path file(String outboxUrl, int port) {
    return file(outboxUrl)
        .orElseGet(() -> Path.of("data", "console-" + port + ".console").toAbsolutePath());
  }

  /** No more is ever written there. */
  private static final long LARGEST = 4_096;

  /**
   * What a bot has left. Whatever else is there is not waited for, and not read to its end.
   *
   * @throws IOException if it cannot be read, or is no plain file, or too large for one of ours
   * @throws IllegalArgumentException if it says something else
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
