package io.botfunnel.starter.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.h2.mvstore.MVStoreTool;

/**
 * What lives in an outbox: the size of a copy with every table and index in it and nothing else,
 * packed as H2 packs a file that nobody uses, not compressed.
 */
final class Living {
  private Living() {}

  /**
   * Its size in bytes.
   *
   * @param life a running bot, which makes the copy
   * @param folder for the copy, outside of the outbox's
   */
  static long bytes(Life life, Path folder) throws IOException {
    Path zip = folder.resolve("living.zip");
    Path copy = folder.resolve("living.mv.db");
    try {
      life.backup(zip);
      unpack(zip, copy);
      MVStoreTool.compact(copy.toString(), false);
      return Files.size(copy);
    } finally {
      Files.deleteIfExists(zip);
      Files.deleteIfExists(copy);
    }
  }

  private static void unpack(Path zip, Path copy) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(".mv.db")) {
          keep(in, copy);
        }
      }
    }
  }

  private static void keep(InputStream in, Path copy) throws IOException {
    Files.copy(in, copy);
  }

  /** What the files of the outbox take: H2's, the write-ahead log, the mark. */
  static long filesOf(Path outbox) throws IOException {
    String name = String.valueOf(outbox.getFileName());
    long bytes = 0;
    try (var files = Files.newDirectoryStream(outbox.toAbsolutePath().getParent(), name + ".*")) {
      for (Path each : files) {
        bytes += Files.isRegularFile(each) ? Files.size(each) : 0;
      }
    }
    return bytes;
  }
}
