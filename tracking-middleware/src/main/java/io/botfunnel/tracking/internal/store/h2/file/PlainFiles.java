package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.MarkFile;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks that the files of an outbox are plain files. Behind a symbolic link we would empty,
 * overwrite or delete a stranger's file; a pipe would block for ever; a device has no end. So each
 * entry point checks the names before it opens anything. Thread-safe.
 */
public final class PlainFiles {
  private static final String RULE =
      "The outbox %s was not opened: %s %s, and only plain files are opened there, so that nothing of"
          + " somebody else's is read or written. Move it away; to keep the outbox in another folder,"
          + " name that one by tracking.outbox.url. If the file itself is lost by that, run the command"
          + " outbox repair";

  private PlainFiles() {}

  /**
   * Checks that each file of an outbox is a plain one, or missing.
   *
   * @param outbox the database's path, without H2's {@code .mv.db}
   * @throws OutboxUnavailableException if one is not; names it, the rule and the remedy
   */
  public static void require(Path outbox) throws IOException {
    Path database = Path.of(outbox + H2Connection.SUFFIX);
    MarkFile mark = new MarkFile(outbox);
    for (Path file : new Path[] {database, WriteAheadLog.file(outbox), mark.file()}) {
      Optional<String> strange = strange(file);
      if (strange.isPresent()) {
        throw refused(database, file, strange.get());
      }
    }
    if (mark.isTooLarge()) {
      throw refused(database, mark.file(), "is larger than a mark ever is");
    }
  }

  private static OutboxUnavailableException refused(Path database, Path file, String what) {
    return new OutboxUnavailableException(RULE.formatted(database, file, what));
  }

  private static Optional<String> strange(Path file) {
    if (Files.isSymbolicLink(file)) {
      return Optional.of("is a symbolic link");
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("is a folder");
    }
    boolean isPlain =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    return isPlain ? Optional.empty() : Optional.of("is a pipe, a socket or a device");
  }

  /**
   * Removes what a killed process left beside an outbox: a file, a folder with files in it, or a
   * link, but never the target of a link.
   */
  public static void remove(Path left) throws IOException {
    if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(left)) {
        for (Path each : files) {
          Files.delete(each);
        }
      }
    }
    Files.deleteIfExists(left);
  }
}
