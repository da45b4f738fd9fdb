package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.h2.disk.DirectorySync;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log (WAL): a file beside the database. Every group of appended entries is written
 * to it and forced, at a fraction of the cost of forcing the database. It is read only after a
 * crash. It is shortened once its entries are flushed to the database and forced there.
 *
 * <p>The log contains a group as a whole or not at all. Used by the writer's thread alone.
 */
public final class WriteAheadLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WriteAheadLog.class);

  private static final String SUFFIX = ".journal";

  /** The size of a group in a rewritten log; a group is read into memory as a whole. */
  private static final int A_GROUP = 1_000;

  private final Path file;
  private final Path next;
  private final MarkFile mark;
  private final boolean isReadOnly;
  private @Nullable FileChannel channel;

  /** Whether the content is known: until then it may be another process's. */
  private boolean known;

  /** The length of the whole groups in the file; the rest of a failed one may follow. */
  private long wholeBytes;

  /** The length of the file when it was last shortened. */
  private long keptBytes;

  private WalPosition position = WalPosition.START;

  /**
   * Prepares a log, without opening its file.
   *
   * @param outbox the database's path, without H2's {@code .mv.db}
   * @param mark gets the position up to which the log is forced
   */
  public WriteAheadLog(Path outbox, MarkFile mark) {
    this(outbox, mark, false);
  }

  private WriteAheadLog(Path outbox, MarkFile mark, boolean isReadOnly) {
    this.file = file(outbox);
    this.next = Path.of(file + ".new");
    this.mark = mark;
    this.isReadOnly = isReadOnly;
  }

  /** Creates a read-only log, whose file stays as it is. */
  public static WriteAheadLog openReadOnly(Path outbox) {
    return new WriteAheadLog(outbox, new MarkFile(outbox), true);
  }

  public static Path file(Path outbox) {
    return Path.of(outbox + SUFFIX);
  }

  /** Whether there is a log with content. */
  public static boolean existsFor(Path outbox) {
    return file(outbox).toFile().length() > 0;
  }

  /** Receives the groups that are read. */
  public interface Reader {
    void read(List<WalRecord> group) throws SQLException;
  }

  /** Continues after this position, unless what is read is newer. */
  public void continueAfter(WalPosition known) {
    position = position.orLater(known);
  }

  /** The position of the last frame that was appended. */
  public WalPosition position() {
    return position;
  }

  /** Reads the log, oldest first, one group at a time. */
  public void read(Reader reader) throws IOException, SQLException {
    if (!isReadOnly) {
      Files.deleteIfExists(next);
    }
    // What this process failed to append was reported as not recorded
    long limit = channel == null ? Long.MAX_VALUE : wholeBytes;
    WalShape shape = WalScan.scan(file, limit, (sequence, group) -> reader.read(group));
    wholeBytes = shape.wholeBytes();
    continueAfter(WalPosition.at(shape.lastSequence(), shape.lastId()));
    if (shape.last() != null) {
      continueAfter(shape.last());
    }
    if (isReadOnly) {
      return;
    }
    if (shape.bytes() > wholeBytes) {
      log.warn(
          "{} ends within a group, {} of {} bytes are whole: a crash cut off what had not been"
              + " confirmed yet",
          file,
          wholeBytes,
          shape.bytes());
    }
    if (wholeBytes > 0) {
      // A process that was killed may not have forced it
      open().force(false);
    }
    known = true;
  }

  /** Appends a group and forces it to the device. */
  public void append(List<WalRecord> group) throws IOException {
    append(group, true);
  }

  /** Appends a group without forcing it: it survives a kill of the process, but not a power cut. */
  public void appendUnforced(List<WalRecord> group) throws IOException {
    append(group, false);
  }

  private void append(List<WalRecord> group, boolean forced) throws IOException {
    if (isReadOnly) {
      throw new IOException(file + " was opened read-only");
    }
    FileChannel open = open();
    cut(open);
    WalPosition next = position.next(group);
    try {
      long end = write(open, wholeBytes, WalFrame.of(next, group));
      if (forced) {
        open.force(false);
      }
      wholeBytes = end;
    } catch (IOException e) {
      cut(open);
      throw e;
    }
    position = forced ? next.nowForced() : next;
    if (forced) {
      mark.appended(position);
    }
  }

  /** Cuts off what is not a whole group. */
  private void cut(FileChannel open) throws IOException {
    if (open.size() > wholeBytes) {
      open.truncate(wholeBytes);
    }
  }

  private static long write(FileChannel open, long from, ByteBuffer frame) throws IOException {
    long at = from;
    while (frame.hasRemaining()) {
      at += open.write(frame, at);
    }
    return at;
  }

  public boolean isEmpty() {
    return wholeBytes == 0;
  }

  /** By how many bytes the log grew since it was shortened. */
  public long grownBytes() {
    return wholeBytes - keptBytes;
  }

  /** Removes all records but these; the database has the others, forced to the device. */
  public void keepOnly(List<WalRecord> records) throws IOException {
    if (isReadOnly) {
      return;
    }
    if (records.isEmpty()) {
      wholeBytes = 0;
      position = position.restarted();
      mark.appended(position);
      open().truncate(0);
    } else {
      replace(records);
    }
    keptBytes = wholeBytes;
  }

  /** Replaces the file atomically: a crash leaves the old one or the new one. */
  private void replace(List<WalRecord> records) throws IOException {
    Files.deleteIfExists(next);
    OwnerOnlyFiles.create(next);
    FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE);
    Written made;
    try {
      made = write(written, records);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      written.close();
      Files.deleteIfExists(next);
      throw e;
    }
    FileChannel old = channel;
    channel = written;
    wholeBytes = made.bytes();
    position = made.position();
    DirectorySync.force(file);
    mark.appended(position);
    if (old != null) {
      old.close();
    }
  }

  private record Written(long bytes, WalPosition position) {}

  private Written write(FileChannel open, List<WalRecord> records) throws IOException {
    long at = 0;
    WalPosition last = position.restarted();
    for (int from = 0; from < records.size(); from += A_GROUP) {
      List<WalRecord> group = records.subList(from, Math.min(from + A_GROUP, records.size()));
      last = last.nowForced().next(group);
      at = write(open, at, WalFrame.of(last, group));
    }
    open.force(false);
    return new Written(at, last.nowForced());
  }

  /** Closes the log; deletes its file if it was read and is empty. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
    if (known && wholeBytes == 0) {
      Files.deleteIfExists(file);
    }
  }

  private FileChannel open() throws IOException {
    if (channel == null) {
      if (!Files.exists(file)) {
        OwnerOnlyFiles.create(file);
        DirectorySync.force(file);
      }
      OwnerOnlyFiles.restrict(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
    return channel;
  }
}
