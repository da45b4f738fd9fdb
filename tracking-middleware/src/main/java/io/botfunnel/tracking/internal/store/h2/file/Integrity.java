package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.CheckpointNumber;
import io.botfunnel.tracking.internal.store.h2.wal.Mark;
import io.botfunnel.tracking.internal.store.h2.wal.MarkFile;
import io.botfunnel.tracking.internal.store.h2.wal.WalGap;
import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.internal.store.h2.wal.WalScan;
import io.botfunnel.tracking.internal.store.h2.wal.WalShape;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The state of a closed outbox as seen from outside: its H2 file, its write-ahead log and its mark,
 * compared with each other. Distinguishes damage from what a crash leaves.
 *
 * @param file the H2 file
 * @param walFile the write-ahead log
 * @param mark what the mark says; null if there is none, or it cannot be understood
 * @param markIsDamaged whether there is a mark that cannot be understood
 * @param checkpoint the checkpoint recorded in the H2 file; null in a file of an older version
 * @param wal the shape of the log
 * @param isFileDamaged whether parts of the H2 file have changed unexpectedly
 * @param damages what is wrong, a few words each: empty after a crash
 * @param missing the missing parts of the log
 */
public record Integrity(
    Path file,
    Path walFile,
    @Nullable Mark mark,
    boolean markIsDamaged,
    @Nullable CheckpointNumber checkpoint,
    WalShape wal,
    boolean isFileDamaged,
    List<String> damages,
    List<WalGap> missing) {

  private static final String GONE =
      "Nothing was made in its place. Restore a backup or the file, or run the command outbox"
          + " repair, which begins a new one with what the write-ahead log has; if you want to begin"
          + " without it, remove the .mark and .journal files too";

  /**
   * Checks that no H2 file has gone missing or was emptied.
   *
   * @param path the outbox without H2's {@code .mv.db}
   * @throws OutboxUnavailableException if only the mark is left; says what to do
   */
  static void requireNotGone(Path path) throws IOException {
    Path file = Path.of(path + H2Connection.SUFFIX);
    MarkFile mark = new MarkFile(path);
    if (mark.exists() && (!Files.exists(file) || Files.size(file) == 0)) {
      throw new OutboxUnavailableException(
          "The outbox %s is gone, and %s says that there was one. %s"
              .formatted(file, mark.file(), GONE));
    }
  }

  /**
   * Inspects an outbox and changes nothing.
   *
   * @param path the outbox without H2's {@code .mv.db}
   * @param store its file, opened below SQL
   * @throws org.h2.mvstore.MVStoreException if the file is damaged
   */
  public static Integrity of(Path path, MVStore store) throws IOException {
    Path file = Path.of(path + H2Connection.SUFFIX);
    if (store.getMapNames().isEmpty()) {
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT, "No content was found in {0}", file);
    }
    MarkFile markFile = new MarkFile(path);
    Optional<MarkFile.Content> content = markFile.exists() ? markFile.read() : Optional.empty();
    CheckpointNumber checkpoint = CheckpointNumber.of(store).orElse(null);
    Path walFile = WriteAheadLog.file(path);
    WalShape wal = WalScan.shape(walFile);
    MarkFile.Content near =
        content.filter(known -> known.mark().isNear(checkpoint, wal)).orElse(null);
    Findings findings = new Findings(file, walFile, markFile, near, checkpoint, wal);
    return findings.inspect(store);
  }

  /** Whether the H2 file is an earlier version of itself, or another file. */
  public boolean isFileOlder() {
    return mark != null
        && (checkpoint == null
            || checkpoint.outbox() != mark.outbox()
            || checkpoint.number() < mark.checkpoint());
  }

  /** Whether the outbox is as a clean stop or a crash leaves it. */
  boolean isSound() {
    return damages.isEmpty();
  }

  /**
   * Checks that the outbox is sound.
   *
   * @throws OutboxUnavailableException if it is damaged; says what, which numbers, and what to do
   */
  void require() {
    if (!isSound()) {
      throw new OutboxUnavailableException(
          "The outbox %s is damaged: %s%s. %s"
              .formatted(file, String.join("; ", damages), numbers(), REMEDY));
    }
  }

  static final String REMEDY =
      "This is no trace of a crash, and nothing was changed. Run the command outbox repair: it says"
          + " what is missing, saves the rest and keeps the damaged files; or restore a backup first";

  /** The entries that may be missing, as the end of a sentence. */
  private String numbers() {
    List<String> ranges = new ArrayList<>();
    for (WalGap gap : missing) {
      if (gap.toId() >= gap.fromId()) {
        ranges.add(
            gap.fromId() == gap.toId()
                ? String.valueOf(gap.fromId())
                : gap.fromId() + " to " + gap.toId());
      }
    }
    return ranges.isEmpty() ? "" : "; entries that may be missing: " + String.join(", ", ranges);
  }

  /** Collects findings step by step. */
  private static final class Findings {
    private final Path file;
    private final Path walFile;
    private final MarkFile markFile;
    private final MarkFile.@Nullable Content content;
    private final @Nullable CheckpointNumber checkpoint;
    private final WalShape wal;
    private boolean isFileDamaged;
    private final List<String> damages = new ArrayList<>();
    private final List<WalGap> missing = new ArrayList<>();

    Findings(
        Path file,
        Path walFile,
        MarkFile markFile,
        MarkFile.@Nullable Content content,
        @Nullable CheckpointNumber checkpoint,
        WalShape wal) {
      this.file = file;
      this.walFile = walFile;
      this.markFile = markFile;
      this.content = content;
      this.checkpoint = checkpoint;
      this.wal = wal;
    }

    Integrity inspect(MVStore store) {
      boolean markIsDamaged = markFile.exists() && content == null;
      if (markIsDamaged) {
        damages.add("%s cannot be read".formatted(markFile.file()));
      }
      if (content != null) {
        checkFile(store, content);
      }
      checkGaps();
      checkEnd();
      return new Integrity(
          file,
          walFile,
          content == null ? null : content.mark(),
          markIsDamaged,
          checkpoint,
          wal,
          isFileDamaged,
          List.copyOf(damages),
          List.copyOf(missing));
    }

    private void checkFile(MVStore store, MarkFile.Content known) {
      Mark mark = known.mark();
      if (checkpoint == null || checkpoint.outbox() != mark.outbox()) {
        damages.add("the file is not the one that %s belongs to".formatted(markFile.file()));
      } else if (checkpoint.number() < mark.checkpoint()) {
        damages.add(
            "the file is older than it was, with %,d of %,d checkpoints (its books had accepted %,d entries, of which %,d waited)"
                .formatted(
                    checkpoint.number(), mark.checkpoint(), mark.accepted(), mark.waiting()));
      } else if (known.sums().isOlder(store)) {
        damages.add("the file has lost its newest part");
      }
      List<String> parts = known.sums().damagedIn(store);
      if (!parts.isEmpty()) {
        isFileDamaged = true;
        damages.add("in the file these bytes are not what they were: " + String.join(", ", parts));
      }
    }

    private void checkGaps() {
      for (WalGap gap : wal.gaps()) {
        if (gap.isWithoutNumbers() || gap.toSequence() > flushed()) {
          missing.add(gap);
          damages.add(gap.shown(walFile) + ", and whole groups follow");
        }
      }
    }

    /** Checks whether the log lacks frames at its end that the mark knows of. */
    private void checkEnd() {
      long last = Math.max(wal.lastSequence(), flushed());
      if (content == null) {
        if (!wal.isTailPlausible()) {
          damages.add(
              "%s has from byte %,d on what nobody wrote".formatted(walFile, wal.wholeBytes()));
        }
        return;
      }
      WalPosition mark = content.mark().wal();
      // An emptied log has nothing that is needed
      if (mark.begin() <= mark.sequence() && mark.sequence() > last) {
        long fromId = Math.max(wal.lastId(), checkpoint == null ? 0 : checkpoint.flushedId()) + 1;
        WalGap gap =
            new WalGap(
                wal.wholeBytes(), wal.bytes(), last + 1, mark.sequence(), fromId, mark.lastId());
        missing.add(gap);
        damages.add(
            Files.exists(walFile)
                ? gap.shown(walFile) + ", which had been recorded"
                : "%s is gone, and held %,d groups".formatted(walFile, mark.sequence() - last));
      }
    }

    private long flushed() {
      return checkpoint == null ? 0 : checkpoint.flushed();
    }
  }
}
