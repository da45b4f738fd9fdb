package io.botfunnel.tracking.internal.store.h2.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.AppendedEntry;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.Attempted;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The byte format of a group of records. A header precedes them: a magic number, the length of the
 * group, its place in the write-ahead log, and a checksum of all that. By the magic number, a frame
 * is found again behind damage.
 *
 * <p>Old frames, which earlier versions wrote, have a length and a checksum only. They can still be
 * read.
 */
public final class WalFrame {
  /** "BFW2". */
  static final int MAGIC = 0x42465732;

  public static final int HEADER = 2 * Integer.BYTES + 4 * Long.BYTES + Integer.BYTES;

  /** The header of an old frame, which has no place: its length and its checksum. */
  public static final int OLD_HEADER = 2 * Integer.BYTES;

  private static final int AFTER_LENGTH = 2 * Integer.BYTES;
  private static final int CHECKSUM = HEADER - Integer.BYTES;
  private static final byte APPENDED = 1;
  private static final byte ATTEMPTED = 2;

  private WalFrame() {}

  public static ByteBuffer of(WalPosition position, List<WalRecord> group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (WalRecord record : group) {
      write(out, record);
    }
    byte[] content = bytes.toByteArray();
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER + content.length)
            .putInt(MAGIC)
            .putInt(content.length)
            .putLong(position.begin())
            .putLong(position.sequence())
            .putLong(position.lastId())
            .putLong(position.forced())
            .putInt(0)
            .put(content)
            .flip();
    return frame.putInt(CHECKSUM, checksum(frame.array()));
  }

  /** The length of the content, from a header that may be damaged. */
  static int length(ByteBuffer header) {
    return header.getInt(Integer.BYTES);
  }

  /** The place of the frame, from a header that may be damaged. */
  static WalPosition position(ByteBuffer header) {
    return new WalPosition(
        header.getLong(AFTER_LENGTH),
        header.getLong(AFTER_LENGTH + Long.BYTES),
        header.getLong(AFTER_LENGTH + 2 * Long.BYTES),
        header.getLong(AFTER_LENGTH + 3 * Long.BYTES));
  }

  /** Whether a whole frame is unchanged since it was written. */
  static boolean isWhole(byte[] frame) {
    return checksum(frame) == ByteBuffer.wrap(frame).getInt(CHECKSUM);
  }

  private static int checksum(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, Integer.BYTES, CHECKSUM - Integer.BYTES);
    crc.update(frame, HEADER, frame.length - HEADER);
    return (int) crc.getValue();
  }

  /** Whether an old frame is unchanged since it was written. */
  static boolean isWholeOldFrame(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, OLD_HEADER, frame.length - OLD_HEADER);
    return (int) crc.getValue() == ByteBuffer.wrap(frame).getInt(Integer.BYTES);
  }

  /** Whether a record can begin with this byte. */
  static boolean isKind(byte kind) {
    return kind == APPENDED || kind == ATTEMPTED;
  }

  /** Decodes the records of a group. */
  static List<WalRecord> records(byte[] content) throws IOException {
    List<WalRecord> records = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    try {
      while (in.available() > 0) {
        records.add(read(in));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the write-ahead log has a record of unknown content", e);
    }
    return records;
  }

  private static void write(DataOutputStream out, WalRecord record) throws IOException {
    if (record instanceof AppendedEntry appended) {
      out.writeByte(APPENDED);
      write(out, appended.pending());
    } else if (record instanceof Attempted attempted) {
      out.writeByte(ATTEMPTED);
      out.writeLong(attempted.id());
      out.writeInt(attempted.running());
    }
  }

  private static WalRecord read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case APPENDED -> new AppendedEntry(readEntry(in));
      case ATTEMPTED -> new Attempted(in.readLong(), in.readInt());
      default ->
          throw new IOException("the write-ahead log has a record of a newer version: " + kind);
    };
  }

  private static void write(DataOutputStream out, PendingEntry pending) throws IOException {
    Entry entry = pending.entry();
    out.writeLong(entry.id());
    out.writeLong(entry.appendedAtMs());
    text(out, entry.topic().name());
    text(out, entry.lane());
    text(out, entry.kind());
    text(out, entry.key());
    text(out, pending.fingerprint());
    text(out, entry.body());
    out.writeBoolean(pending.waits());
    if (!pending.waits()) {
      writeEnd(out, pending);
    }
  }

  /** Writes the end of an entry that was refused when it was appended. */
  private static void writeEnd(DataOutputStream out, PendingEntry pending) throws IOException {
    text(out, pending.state().name());
    text(out, Objects.requireNonNullElse(pending.reason(), ""));
    out.writeLong(
        Objects.requireNonNullElse(pending.settledAtMs(), pending.entry().appendedAtMs()));
  }

  private static PendingEntry readEntry(DataInputStream in) throws IOException {
    long id = in.readLong();
    long appendedAtMs = in.readLong();
    Topic topic = Topic.named(text(in));
    String lane = text(in);
    String kind = text(in);
    String key = text(in);
    String fingerprint = text(in);
    Entry entry = new Entry(id, topic, lane, kind, key, text(in), 0, appendedAtMs);
    PendingEntry pending = PendingEntry.waiting(entry, fingerprint);
    return in.readBoolean()
        ? pending
        : pending.settled(State.valueOf(text(in)), text(in), in.readLong());
  }

  /** Not writeUTF, whose limit a body may exceed. */
  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }
}
