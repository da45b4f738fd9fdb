package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.security.OwnerOnlyPermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which the commands of this machine's user find the console. From the moment it exists
 * only its owner can read it, and it is never visible half-written. The next start deletes a file
 * that a crash left behind, even if it serves no console. A bot runs without the file if its folder
 * is not writable.
 */
final class AddressFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AddressFile.class);

  private final Path file;

  private final String content;

  private AddressFile(Path file, String content) {
    this.file = file;
    this.content = content;
  }

  /** Deletes the file of an earlier start, because its port may be another program's now. */
  static void deleteStale(Path file) {
    delete(file);
  }

  static AddressFile write(Path file, ConsoleAddress address) {
    String content = ConsoleJson.write(address);
    try {
      Files.createDirectories(file.getParent());
      Path draft =
          Files.createTempFile(file.getParent(), ".console", ".new", OwnerOnlyPermissions.on(file));
      try {
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      log.warn("{} cannot be written ({}): commands will not find the console", file, e.toString());
    }
    return new AddressFile(file, content);
  }

  /** Deletes the file, unless another bot has replaced it with its own. */
  @Override
  public void close() {
    if (isOurs()) {
      delete(file);
    }
  }

  private boolean isOurs() {
    try {
      return Files.exists(file) && ConsoleAddress.content(file).equals(content);
    } catch (IOException e) {
      log.warn("{} cannot be read ({}): commands take it as left behind", file, e.toString());
      return false;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("{} cannot be deleted ({}): commands take it as left behind", file, e.toString());
    }
  }
}
