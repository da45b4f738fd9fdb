package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.h2.disk.DirectorySync;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside the outbox that records how far it has come. It distinguishes a file that
 * lost its end, or fell back to an older version, from one that a crash left.
 *
 * <p>The mark never says more than what is on the device already. It is written after the log or
 * the H2 file was forced, and is mostly not forced itself. A kill leaves it exact, a power cut may
 * leave an older one, and neither makes a sound outbox look damaged. Two slots are written in turn,
 * so a torn write leaves the other one.
 *
 * <p>Used by the writer's thread alone.
 */
public final class MarkFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MarkFile.class);

  private static final String SUFFIX = ".mark";

  /** "BFM1". */
  private static final int MAGIC = 0x42464D31;

  /** The slots are apart, since a device may write this much at once. */
  private static final int SLOT = 4096;

  /** The size for a million chunks. No file has as many, and the whole file is read into memory. */
  private static final long LARGEST = 16L << 20;

  private static final int MARK_BYTES = 4 + 9 * Long.BYTES;

  private final Path file;
  private final Path next;
  private @Nullable FileChannel channel;
  private @Nullable Content content;
  private long written;

  /**
   * Prepares the mark of an outbox, without reading it.
   *
   * @param outbox the database's path, without H2's {@code .mv.db}
   */
  public MarkFile(Path outbox) {
    this.file = Path.of(outbox + SUFFIX);
    this.next = Path.of(file + ".new");
  }

  /** What the file says. */
  public record Content(Mark mark, ChunkSums sums) {}

  public Path file() {
    return file;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /** Whether the file is longer than any mark ever written. */
  public boolean isTooLarge() throws IOException {
    return exists() && Files.size(file) > LARGEST;
  }

  /**
   * Reads the file and leaves it as it is.
   *
   * @return what it says; empty if it cannot be understood
   * @throws IOException if it cannot be read
   */
  public Optional<Content> read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Optional<Mark> mark =
        Optional.ofNullable(newer(slot(bytes, 0), slot(bytes, SLOT))).map(Slot::mark);
    Optional<ChunkSums> sums = sums(bytes);
    return mark.isPresent() && sums.isPresent()
        ? Optional.of(new Content(mark.get(), sums.get()))
        : Optional.empty();
  }

  /** The mark that this process wrote last; null before the first. */
  public @Nullable Mark mark() {
    return content == null ? null : content.mark();
  }

  /** The checksums of chunks that were known last. */
  public ChunkSums sums() {
    return content == null ? ChunkSums.none() : content.sums();
  }

  /** Rewrites and forces the whole file; from then on, the mark is kept up to date. */
  public void save(Mark mark, ChunkSums sums) throws IOException {
    boolean first = !exists();
    Files.deleteIfExists(next);
    OwnerOnlyFiles.create(next);
    FileChannel made = FileChannel.open(next, StandardOpenOption.WRITE);
    try {
      writeFully(made, encoded(mark, 1), 0);
      writeFully(made, encoded(sums), 2L * SLOT);
      made.force(true);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      made.close();
      Files.deleteIfExists(next);
      throw e;
    }
    if (first) {
      DirectorySync.force(file);
    }
    close();
    channel = made;
    content = new Content(mark, sums);
    written = 1;
  }

  /** Records that a frame was forced to the write-ahead log, or that a new log was begun. */
  void appended(WalPosition position) {
    if (content != null) {
      update(content.mark().appended(position));
    }
  }

  /** Records that the H2 file was forced. */
  public void checkpointed(long number) {
    if (content != null) {
      update(content.mark().checkpointed(number));
    }
  }

  /**
   * Updates the mark, and ignores a failure: the recorded data is on the device, and a mark that
   * lags behind is no reason to refuse it.
   */
  private void update(Mark mark) {
    if (channel == null || content == null) {
      return;
    }
    content = new Content(mark, content.sums());
    try {
      written++;
      // An interrupt would close the file, and no other code owns this thread
      Thread.interrupted();
      writeFully(channel, encoded(mark, written), written % 2 == 0 ? SLOT : 0);
    } catch (IOException e) {
      log.debug("{} could not be written and is older than it could be", file, e);
    }
  }

  private static void writeFully(FileChannel to, ByteBuffer bytes, long from) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += to.write(bytes, at);
    }
  }

  private static ByteBuffer encoded(Mark mark, long number) {
    ByteBuffer bytes =
        ByteBuffer.allocate(MARK_BYTES + Integer.BYTES)
            .putInt(MAGIC)
            .putLong(number)
            .putLong(mark.outbox())
            .putLong(mark.checkpoint())
            .putLong(mark.wal().begin())
            .putLong(mark.wal().sequence())
            .putLong(mark.wal().lastId())
            .putLong(mark.wal().forced())
            .putLong(mark.accepted())
            .putLong(mark.waiting());
    return bytes.putInt(crc(bytes.array(), 0, MARK_BYTES)).flip();
  }

  private record Slot(long number, Mark mark) {}

  private static @Nullable Slot newer(@Nullable Slot one, @Nullable Slot other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.number() > other.number() ? one : other;
  }

  private static @Nullable Slot slot(byte[] bytes, int at) {
    if (bytes.length < at + MARK_BYTES + Integer.BYTES) {
      return null;
    }
    ByteBuffer slot = ByteBuffer.wrap(bytes, at, MARK_BYTES + Integer.BYTES).slice();
    if (slot.getInt() != MAGIC || crc(bytes, at, MARK_BYTES) != slot.getInt(MARK_BYTES)) {
      return null;
    }
    long number = slot.getLong();
    long outbox = slot.getLong();
    long checkpoint = slot.getLong();
    WalPosition wal =
        new WalPosition(slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong());
    Mark mark = new Mark(outbox, checkpoint, wal, slot.getLong(), slot.getLong());
    return mark.isPlausible() ? new Slot(number, mark) : null;
  }

  private static ByteBuffer encoded(ChunkSums sums) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.write(new DataOutputStream(bytes));
    byte[] encoded = bytes.toByteArray();
    return ByteBuffer.allocate(2 * Integer.BYTES + encoded.length)
        .putInt(encoded.length)
        .putInt(crc(encoded, 0, encoded.length))
        .put(encoded)
        .flip();
  }

  private static Optional<ChunkSums> sums(byte[] bytes) {
    int from = 2 * SLOT + 2 * Integer.BYTES;
    if (bytes.length < from) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, 2 * SLOT, 2 * Integer.BYTES);
    int length = header.getInt();
    if (length < 1 || length > bytes.length - from || crc(bytes, from, length) != header.getInt()) {
      return Optional.empty();
    }
    byte[] encoded = Arrays.copyOfRange(bytes, from, from + length);
    try {
      return Optional.of(ChunkSums.read(new DataInputStream(new ByteArrayInputStream(encoded))));
    } catch (IOException noneOfUsWroteIt) {
      return Optional.empty();
    }
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /** Closes the file. The mark that was written last stays available. */
  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        log.debug("{} did not close", file, e);
      }
      channel = null;
    }
  }
}
