package io.botfunnel.tracking.internal.store.h2.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a write-ahead log and changes nothing. Behind an unreadable part, it searches for the next
 * whole frame. This distinguishes a gap from the last write of a killed process. Used by one
 * thread, once.
 */
public final class WalScan {
  /** The bytes that are read at a time. */
  private static final int WINDOW = 256 << 10;

  /**
   * An old frame has no magic number, so a longer one is accepted only if it directly follows a
   * whole frame.
   */
  private static final int LONGEST_OLD_FRAME_BEHIND_DAMAGE = 4 << 20;

  /** No group is this long: a greater length was never written. */
  private static final int LONGEST_FRAME = 1 << 28;

  private final FileChannel channel;
  private final long length;
  private final WalReader reader;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowAt;
  private final List<WalGap> gaps = new ArrayList<>();
  private @Nullable WalPosition last;
  private long lastId;
  private long wholeBytes;
  private long frames;

  private WalScan(FileChannel channel, long length, WalReader reader) {
    this.channel = channel;
    this.length = length;
    this.reader = reader;
  }

  /** Receives each frame that counts, in order. */
  public interface WalReader {
    /**
     * Receives a frame.
     *
     * @param sequence the frame's sequence number; 0 if it has none
     */
    void read(long sequence, List<WalRecord> group) throws SQLException;
  }

  /** Returns the shape of a log without passing on its records. */
  public static WalShape shape(Path file) throws IOException {
    try {
      return scan(file, Long.MAX_VALUE, (sequence, group) -> {});
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads a log.
   *
   * @param limit bytes of the file after this one are ignored
   */
  public static WalShape scan(Path file, long limit, WalReader reader)
      throws IOException, SQLException {
    if (!Files.exists(file)) {
      return WalShape.EMPTY;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return new WalScan(channel, Math.min(limit, channel.size()), reader).run();
    }
  }

  private WalShape run() throws IOException, SQLException {
    long at = 0;
    while (at < length) {
      Frame frame = frameAt(at, LONGEST_FRAME);
      if (frame == null) {
        frame = next(at + 1);
      }
      if (frame == null) {
        break;
      }
      take(frame);
      at = frame.end();
    }
    return new WalShape(length, wholeBytes, last, lastId, List.copyOf(gaps), isTailPlausible());
  }

  private record Frame(long at, long end, @Nullable WalPosition position, List<WalRecord> group) {}

  private void take(Frame frame) throws SQLException {
    WalPosition position = frame.position();
    if (position != null && last != null && position.sequence() <= last.sequence()) {
      // Left behind this log by an earlier, longer one
      return;
    }
    addGap(frame);
    reader.read(position == null ? 0 : position.sequence(), frame.group());
    lastId =
        Math.max(
            position == null ? WalPosition.highestId(frame.group()) : position.lastId(), lastId);
    last = position == null ? last : position;
    wholeBytes = frame.end();
    frames++;
  }

  private void addGap(Frame frame) {
    long from = expectedSequence(frame.position());
    long to = frame.position() == null ? from - 1 : frame.position().sequence() - 1;
    boolean wasConfirmed = frame.position() == null || frame.position().forced() >= from;
    if (wasConfirmed && (frame.at() > wholeBytes || to >= from)) {
      long toId =
          WalPosition.lowestId(frame.group(), frame.position() == null ? 0 : lastIdOf(frame) + 1)
              - 1;
      gaps.add(new WalGap(wholeBytes, frame.at(), from, to, lastId + 1, toId));
    }
  }

  private static long lastIdOf(Frame frame) {
    return frame.position() == null ? 0 : frame.position().lastId();
  }

  private long expectedSequence(@Nullable WalPosition position) {
    if (last != null) {
      return last.sequence() + 1;
    }
    // Old frames come first, and their number is unknown
    return position == null || frames > 0 ? sequenceOf(position) : position.begin();
  }

  private static long sequenceOf(@Nullable WalPosition position) {
    return position == null ? 0 : position.sequence();
  }

  private @Nullable Frame next(long from) throws IOException {
    for (long at = from; at + WalFrame.OLD_HEADER < length; at++) {
      Frame frame = frameAt(at, LONGEST_OLD_FRAME_BEHIND_DAMAGE);
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }

  private @Nullable Frame frameAt(long at, int longestOld) throws IOException {
    ByteBuffer header = peek(at, WalFrame.HEADER);
    if (header.remaining() >= WalFrame.HEADER && header.getInt(0) == WalFrame.MAGIC) {
      return frame(at, header);
    }
    return header.remaining() > WalFrame.OLD_HEADER ? oldFrame(at, header, longestOld) : null;
  }

  private @Nullable Frame frame(long at, ByteBuffer header) throws IOException {
    int content = WalFrame.length(header);
    if (content < 1 || content > Math.min(LONGEST_FRAME, length - at - WalFrame.HEADER)) {
      return null;
    }
    WalPosition position = WalFrame.position(header);
    if (!position.isPlausible()) {
      return null;
    }
    byte[] bytes = bytes(at, WalFrame.HEADER + content);
    return WalFrame.isWhole(bytes) ? framed(at, bytes, WalFrame.HEADER, position) : null;
  }

  private @Nullable Frame oldFrame(long at, ByteBuffer header, int longest) throws IOException {
    int content = header.getInt(0);
    byte kind = header.get(WalFrame.OLD_HEADER);
    if (content < 1
        || content > Math.min(longest, length - at - WalFrame.OLD_HEADER)
        || !WalFrame.isKind(kind)) {
      return null;
    }
    byte[] bytes = bytes(at, WalFrame.OLD_HEADER + content);
    return WalFrame.isWholeOldFrame(bytes) ? framed(at, bytes, WalFrame.OLD_HEADER, null) : null;
  }

  private static Frame framed(long at, byte[] bytes, int header, @Nullable WalPosition position)
      throws IOException {
    byte[] content = Arrays.copyOfRange(bytes, header, bytes.length);
    return new Frame(at, at + bytes.length, position, WalFrame.records(content));
  }

  /** A crash leaves the beginning of a frame, or only zeros in its place. */
  private boolean isTailPlausible() throws IOException {
    ByteBuffer tail = peek(wholeBytes, WalFrame.HEADER);
    if (tail.remaining() < Integer.BYTES || tail.getInt(0) == 0) {
      return true;
    }
    boolean marked = tail.getInt(0) == WalFrame.MAGIC;
    int content = marked && tail.remaining() >= 2 * Integer.BYTES ? WalFrame.length(tail) : 0;
    return marked ? isLength(content) : isLength(tail.getInt(0));
  }

  private static boolean isLength(int length) {
    return length >= 0 && length <= LONGEST_FRAME;
  }

  /** Reads at most this many bytes from there. */
  private ByteBuffer peek(long at, int bytes) throws IOException {
    int there = (int) Math.min(bytes, Math.max(0, length - at));
    if (at < windowAt || at + there > windowAt + window.limit()) {
      fill(at, Math.max(there, WINDOW));
    }
    return window.slice((int) (at - windowAt), there);
  }

  private byte[] bytes(long at, int bytes) throws IOException {
    byte[] copy = new byte[bytes];
    peek(at, bytes).get(copy);
    return copy;
  }

  private void fill(long at, int bytes) throws IOException {
    ByteBuffer next = ByteBuffer.allocate((int) Math.min(bytes, length - at));
    int count = 0;
    while (count >= 0 && next.hasRemaining()) {
      count = channel.read(next, at + next.position());
    }
    window = next.flip();
    windowAt = at;
  }
}
