package io.botfunnel.tracking.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.store.JournalRecord.Arrived;
import io.botfunnel.tracking.store.JournalRecord.Attempted;
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
import org.jspecify.annotations.Nullable;

/**
 * A group of records as bytes: its length, a checksum, and its records. What a crash cut off or
 * tore fails the checksum, and so ends the journal.
 */
final class JournalFrame {
  static final int HEADER = Integer.BYTES + Integer.BYTES;
  private static final byte ARRIVED = 1;
  private static final byte ATTEMPTED = 2;

  private JournalFrame() {}

  static ByteBuffer of(List<JournalRecord> group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (JournalRecord record : group) {
      write(out, record);
    }
    byte[] content = bytes.toByteArray();
    return ByteBuffer.allocate(HEADER + content.length)
        .putInt(content.length)
        .putInt(checksum(content))
        .put(content)
        .flip();
  }

  /**
   * Reads the next group, without its header; null where there is no whole one.
   *
   * @param remaining how many bytes there are
   */
  static byte @Nullable [] next(DataInputStream in, long remaining) throws IOException {
    if (remaining < HEADER) {
      return null;
    }
    int length = in.readInt();
    int checksum = in.readInt();
    if (length < 1 || length > remaining - HEADER) {
      return null;
    }
    byte[] content = in.readNBytes(length);
    return checksum(content) == checksum ? content : null;
  }

  /** The records of a group. */
  static List<JournalRecord> records(byte[] content) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    while (in.available() > 0) {
      records.add(read(in));
    }
    return records;
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static void write(DataOutputStream out, JournalRecord record) throws IOException {
    if (record instanceof Arrived arrived) {
      out.writeByte(ARRIVED);
      write(out, arrived.arrival());
    } else if (record instanceof Attempted attempted) {
      out.writeByte(ATTEMPTED);
      out.writeLong(attempted.id());
      out.writeInt(attempted.running());
    }
  }

  private static JournalRecord read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case ARRIVED -> new Arrived(arrival(in));
      case ATTEMPTED -> new Attempted(in.readLong(), in.readInt());
      default -> throw new IOException("the journal has a record of a newer version: " + kind);
    };
  }

  private static void write(DataOutputStream out, Arrival arrival) throws IOException {
    Entry entry = arrival.entry();
    out.writeLong(entry.id());
    out.writeLong(entry.appendedAtMs());
    text(out, entry.topic().name());
    text(out, entry.lane());
    text(out, entry.kind());
    text(out, entry.key());
    text(out, arrival.fingerprint());
    text(out, entry.body());
    out.writeBoolean(arrival.waits());
    if (!arrival.waits()) {
      writeEnd(out, arrival);
    }
  }

  /** An entry that was set aside as it came. */
  private static void writeEnd(DataOutputStream out, Arrival arrival) throws IOException {
    text(out, arrival.state().name());
    text(out, Objects.requireNonNullElse(arrival.reason(), ""));
    out.writeLong(
        Objects.requireNonNullElse(arrival.settledAtMs(), arrival.entry().appendedAtMs()));
  }

  private static Arrival arrival(DataInputStream in) throws IOException {
    long id = in.readLong();
    long appendedAtMs = in.readLong();
    Topic topic = Topic.named(text(in));
    String lane = text(in);
    String kind = text(in);
    String key = text(in);
    String fingerprint = text(in);
    Entry entry = new Entry(id, topic, lane, kind, key, text(in), 0, appendedAtMs);
    Arrival arrival = Arrival.waiting(entry, fingerprint);
    return in.readBoolean()
        ? arrival
        : arrival.settled(State.valueOf(text(in)), text(in), in.readLong());
  }

  /** Not writeUTF: a body may be longer than that takes. */
  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }
}
