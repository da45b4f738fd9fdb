package io.botfunnel.tracking.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the database to which every group of arrivals is appended and forced, which costs a
 * fraction of forcing the database. It is read only after a crash, and emptied whenever all in it
 * was filed in the database and forced there.
 *
 * <p>A group is in it as a whole or not at all. Used by the writer's thread alone.
 */
final class Journal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private static final String SUFFIX = ".journal";

  private final Path file;
  private @Nullable FileChannel channel;

  /** How much of the file is whole groups: behind it may be the rest of one that failed. */
  private long wholeBytes;

  /**
   * @param outbox the database's path, without H2's {@code .mv.db}
   */
  Journal(Path outbox) {
    this.file = Path.of(outbox + SUFFIX);
  }

  /** Reads what is in it, oldest first. */
  List<JournalRecord> read() throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(content());
    wholeBytes = 0;
    while (JournalFrame.read(bytes, records)) {
      wholeBytes = bytes.position();
    }
    if (wholeBytes < bytes.capacity()) {
      log.warn(
          "{} ends within a group, {} of {} bytes are whole: a crash cut off what nobody was told of",
          file,
          wholeBytes,
          bytes.capacity());
    }
    return records;
  }

  private byte[] content() throws IOException {
    byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    // What this process failed to append it has said to be not recorded
    return channel == null ? content : Arrays.copyOf(content, (int) wholeBytes);
  }

  /** Appends a group and forces it to the device. */
  void append(List<JournalRecord> group) throws IOException {
    FileChannel open = open();
    cut(open);
    try {
      wholeBytes = write(open, JournalFrame.of(group));
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

  private long write(FileChannel open, ByteBuffer frame) throws IOException {
    long at = wholeBytes;
    while (frame.hasRemaining()) {
      at += open.write(frame, at);
    }
    open.force(false);
    return at;
  }

  /** How long it is. */
  long bytes() {
    return wholeBytes;
  }

  /** Forgets all that is in it: the database has it, forced to the device. */
  void clear() throws IOException {
    wholeBytes = 0;
    open().truncate(0);
  }

  /** Closes it; an empty one is deleted. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
    if (wholeBytes == 0) {
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
