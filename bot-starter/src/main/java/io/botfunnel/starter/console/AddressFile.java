package io.botfunnel.starter.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that tells the commands of this machine's user where the console is. Its owner alone may
 * read it, from its first moment on; it is never seen half written, and one that a crash left
 * behind is replaced. A bot whose folder cannot be written runs without.
 */
final class AddressFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AddressFile.class);

  private final Path file;

  private AddressFile(Path file) {
    this.file = file;
  }

  static AddressFile write(Path file, ConsoleAddress address) {
    try {
      Path draft = Files.createTempFile(file.getParent(), ".console", ".new", ownerOnly(file));
      try {
        Files.writeString(draft, ConsoleJson.write(address));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      log.warn("{} cannot be written ({}): commands will not find the console", file, e.toString());
    }
    return new AddressFile(file);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("{} cannot be deleted ({}): commands take it as left behind", file, e.toString());
    }
  }
}
