package io.botfunnel.starter.doctor;

import io.botfunnel.tracking.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Checks that the disk has space for the outbox to grow, because an outage of XTRACKER fills it.
 */
final class DiskCheck {
  private static final String CHECK = "disk";
  private static final long MB = 1_000_000;

  /** Enough for some 100,000 events and a compaction; less runs out within hours of an outage. */
  private static final long TOO_LITTLE = 100 * MB;

  private static final long LITTLE = 1_000 * MB;

  private DiskCheck() {}

  static void check(String outbox, ToLongFunction<Path> freeBytes, FindingCollector findings) {
    if (Outbox.isShared(outbox)) {
      findings.good(
          CHECK, "The outbox is on the disk of PostgreSQL's machine, which is not checked");
      return;
    }
    Path folder = existing(Path.of(outbox).toAbsolutePath());
    try {
      report(folder, freeBytes.applyAsLong(folder), findings);
    } catch (UncheckedIOException e) {
      findings.warning(
          CHECK, "The free space of %s is unknown".formatted(folder), "Check it with df -h");
    }
  }

  private static void report(Path folder, long free, FindingCollector findings) {
    String what = "%s has %,d MB free".formatted(folder, free / MB);
    if (free >= LITTLE) {
      findings.good(CHECK, what);
      return;
    }
    String remedy = "Free some space, or move the outbox to a larger disk (tracking.outbox.url)";
    if (free < TOO_LITTLE) {
      findings.failed(CHECK, what + ", which is too little for an outage", remedy);
    } else {
      findings.warning(CHECK, what + ", which a long outage may fill", remedy);
    }
  }

  /** Returns the nearest folder above the file that exists. */
  private static Path existing(Path file) {
    return Stream.iterate(file.getParent(), path -> path != null, Path::getParent)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(file.getRoot());
  }

  static long usableBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
