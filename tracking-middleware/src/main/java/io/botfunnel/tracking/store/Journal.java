package io.botfunnel.tracking.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the database to which every group of arrivals is appended and forced, which costs a
 * fraction of forcing the database. It is read only after a crash, and shortened once what is in it
 * was filed in the database and forced there.
 *
 * <p>A group is in it as a whole or not at all. Used by the writer's thread alone.
 */
final class Journal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private static final String SUFFIX = ".journal";

  /** So large a group is read into memory at once. */
  private static final int A_GROUP = 1_000;

  private final Path file;
  private final Path next;
  private @Nullable FileChannel channel;

  /** Whether it is known what is in it: until then it may be another process's. */
  private boolean known;

  /** How much of the file is whole groups: behind it may be the rest of one that failed. */
  private long wholeBytes;

  /** How long it was when it was shortened last. */
  private long keptBytes;

  /**
   * @param outbox the database's path, without H2's {@code .mv.db}
   */
  Journal(Path outbox) {
    this.file = Path.of(outbox + SUFFIX);
    this.next = Path.of(file + ".new");
  }

  /** Whether one was left that has something in it. */
  static boolean existsFor(Path outbox) {
    return Path.of(outbox + SUFFIX).toFile().length() > 0;
  }

  /** Takes what is read. */
  interface Reader {
    void read(List<JournalRecord> group) throws SQLException;
  }

  /** Reads what is in it, oldest first, a group at a time. */
  void read(Reader reader) throws IOException, SQLException {
    Files.deleteIfExists(next);
    wholeBytes = Files.exists(file) ? readFile(reader) : 0;
    known = true;
  }

  private long readFile(Reader reader) throws IOException, SQLException {
    // What this process failed to append it has said to be not recorded
    long length = channel == null ? Files.size(file) : wholeBytes;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      long whole = read(in, length, reader);
      if (whole < length) {
        log.warn(
            "{} ends within a group, {} of {} bytes are whole: a crash cut off what nobody was told of",
            file,
            whole,
            length);
      }
      return whole;
    }
  }

  private static long read(DataInputStream in, long length, Reader reader)
      throws IOException, SQLException {
    long whole = 0;
    byte[] content = JournalFrame.next(in, length);
    while (content != null) {
      reader.read(JournalFrame.records(content));
      whole += JournalFrame.HEADER + content.length;
      content = JournalFrame.next(in, length - whole);
    }
    return whole;
  }

  /** Appends a group and forces it to the device. */
  void append(List<JournalRecord> group) throws IOException {
    append(group, true);
  }

  /** Appends a group that is to outlive the process, and not the machine: nothing is forced. */
  void note(List<JournalRecord> group) throws IOException {
    append(group, false);
  }

  private void append(List<JournalRecord> group, boolean forced) throws IOException {
    FileChannel open = open();
    cut(open);
    try {
      long end = write(open, wholeBytes, JournalFrame.of(group));
      if (forced) {
        open.force(false);
      }
      wholeBytes = end;
    } catch (IOException e) {
      cut(open);
      throw e;
    }
  }

  /** Takes off what is not a whole group. */
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

  boolean isEmpty() {
    return wholeBytes == 0;
  }

  /** By how much it grew since it was shortened. */
  long grownBytes() {
    return wholeBytes - keptBytes;
  }

  /** Forgets all but these: the database has the others, forced to the device. */
  void keepOnly(List<JournalRecord> records) throws IOException {
    if (records.isEmpty()) {
      wholeBytes = 0;
      open().truncate(0);
    } else {
      replace(records);
    }
    keptBytes = wholeBytes;
  }

  /** A crash leaves the old file or the new one. */
  private void replace(List<JournalRecord> records) throws IOException {
    Files.deleteIfExists(next);
    OwnerOnly.create(next);
    FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE);
    long bytes;
    try {
      bytes = write(written, records);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      written.close();
      Files.deleteIfExists(next);
      throw e;
    }
    FileChannel old = channel;
    channel = written;
    wholeBytes = bytes;
    Folder.force(file);
    if (old != null) {
      old.close();
    }
  }

  private static long write(FileChannel open, List<JournalRecord> records) throws IOException {
    long at = 0;
    for (int from = 0; from < records.size(); from += A_GROUP) {
      int to = Math.min(from + A_GROUP, records.size());
      at = write(open, at, JournalFrame.of(records.subList(from, to)));
    }
    open.force(false);
    return at;
  }

  /** Closes it; one that was read and is empty is deleted. */
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
        OwnerOnly.create(file);
        Folder.force(file);
      }
      OwnerOnly.restrict(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
    }
    return channel;
  }
}
