package io.botfunnel.tracking.internal.store.h2.wal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;

/**
 * Checksums of the chunks of an H2 file. H2 never changes a chunk, though it may move it, and has
 * no checksum of a chunk's content. Used by one thread.
 */
public final class ChunkSums {
  private static final String CHUNKS = "chunk.";
  private static final String CREATED = "created";

  /** The block size of H2's files. */
  private static final int BLOCK = 4096;

  /** H2's own limit. */
  private static final int LONGEST_HEADER = 1024;

  private final String created;
  private final long newest;
  private final Map<Integer, Sum> sums;

  /**
   * The checksum of a chunk.
   *
   * @param version the version of the H2 file in which the chunk was written
   */
  private record Sum(long version, int crc) {}

  private ChunkSums(String created, long newest, Map<Integer, Sum> sums) {
    this.created = created;
    this.newest = newest;
    this.sums = sums;
  }

  public static ChunkSums none() {
    return new ChunkSums("", 0, Map.of());
  }

  /**
   * Computes the checksums of the file's current chunks, all of which are forced to the device. An
   * open file does not list its newest one.
   *
   * @param known checksums that need not be computed again
   */
  public static ChunkSums of(MVStore store, ChunkSums known) {
    String created = created(store);
    Map<Integer, Sum> sums = new HashMap<>();
    for (Chunk<?> chunk : chunks(store)) {
      Sum before = created.equals(known.created) ? known.sums.get(chunk.id) : null;
      boolean isKnown = before != null && before.version() == chunk.version;
      sums.put(chunk.id, isKnown ? before : new Sum(chunk.version, crc(store, chunk)));
    }
    return new ChunkSums(created, store.getFileStore().lastChunkVersion(), sums);
  }

  /** Whether the file has an older version than it had; false for a file that was rewritten. */
  public boolean isOlder(MVStore store) {
    return created(store).equals(created) && store.getFileStore().lastChunkVersion() < newest;
  }

  /** The parts of the file that have changed unexpectedly, a few words each. */
  public List<String> damagedIn(MVStore store) {
    List<String> damaged = new ArrayList<>();
    if (created(store).equals(created)) {
      for (Chunk<?> chunk : chunks(store)) {
        Sum sum = sums.get(chunk.id);
        if (sum != null && sum.version() == chunk.version && sum.crc() != crc(store, chunk)) {
          damaged.add(shown(chunk));
        }
      }
    }
    return damaged;
  }

  private static String shown(Chunk<?> chunk) {
    long end = (chunk.block + chunk.len) * BLOCK;
    return "%,d to %,d".formatted(chunk.block * BLOCK, end - 1);
  }

  private static String created(MVStore store) {
    return Objects.toString(store.getStoreHeader().get(CREATED), "");
  }

  private static List<Chunk<?>> chunks(MVStore store) {
    List<Chunk<?>> chunks = new ArrayList<>();
    for (Map.Entry<String, String> entry : store.getLayoutMap().entrySet()) {
      if (entry.getKey().startsWith(CHUNKS)) {
        chunks.add(store.getFileStore().createChunk(entry.getValue()));
      }
    }
    if (store.getFileStore().isReadOnly()) {
      newest(store).ifPresent(chunks::add);
    }
    chunks.removeIf(chunk -> chunk.block <= 0 || chunk.len <= 0);
    return chunks;
  }

  /** The newest chunk, which is in the file's header and in no map. */
  private static Optional<Chunk<?>> newest(MVStore store) {
    try {
      long block = DataUtils.readHexLong(store.getStoreHeader(), "block", 0);
      byte[] header = new byte[LONGEST_HEADER];
      store.getFileStore().readFully(null, block * BLOCK, LONGEST_HEADER).get(header);
      Chunk<?> chunk =
          store.getFileStore().createChunk(new String(header, ISO_8859_1).split("\n", 2)[0].trim());
      chunk.block = block;
      boolean isIt = chunk.version == store.getFileStore().lastChunkVersion();
      return isIt ? Optional.of(chunk) : Optional.empty();
    } catch (RuntimeException noChunk) {
      return Optional.empty();
    }
  }

  private static int crc(MVStore store, Chunk<?> chunk) {
    CRC32C crc = new CRC32C();
    long from = chunk.block * BLOCK;
    crc.update(store.getFileStore().readFully(null, from, chunk.len * BLOCK));
    return (int) crc.getValue();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(created);
    out.writeLong(newest);
    out.writeInt(sums.size());
    for (Map.Entry<Integer, Sum> sum : sums.entrySet()) {
      out.writeInt(sum.getKey());
      out.writeLong(sum.getValue().version());
      out.writeInt(sum.getValue().crc());
    }
  }

  static ChunkSums read(DataInputStream in) throws IOException {
    String created = in.readUTF();
    long newest = in.readLong();
    Map<Integer, Sum> sums = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      sums.put(in.readInt(), new Sum(in.readLong(), in.readInt()));
    }
    return new ChunkSums(created, newest, sums);
  }
}
