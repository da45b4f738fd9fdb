package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.h2.disk.StoredTypes;
import java.security.SecureRandom;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The last checkpoint of an H2 file, as the file itself records it. It is in a map of its own, so
 * H2 writes it together with all that was committed before: a file with this number contains all
 * data up to it.
 *
 * @param outbox a random number that the outbox got when it was created
 * @param number how many checkpoints there were
 * @param flushed the last frame of the write-ahead log whose entries are all in the tables
 * @param flushedId the highest entry id up to that frame
 */
public record CheckpointNumber(long outbox, long number, long flushed, long flushedId) {
  private static final String MAP = "botfunnel.checkpoint";

  /** The number for a file that has none yet. */
  public static CheckpointNumber first() {
    return new CheckpointNumber(new SecureRandom().nextLong(), 0, 0, 0);
  }

  /** The number in the file; empty in a file that an older version wrote. */
  public static Optional<CheckpointNumber> of(MVStore store) {
    if (!store.hasMap(MAP)) {
      return Optional.empty();
    }
    MVMap<String, Long> map = opened(store);
    Long outbox = map.get("outbox");
    return outbox == null
        ? Optional.empty()
        : Optional.of(
            new CheckpointNumber(
                outbox, number(map, "number"), number(map, "flushed"), number(map, "flushed_id")));
  }

  private static long number(MVMap<String, Long> map, String name) {
    long number = map.getOrDefault(name, 0L);
    if (number < 0 || number > WalPosition.MOST) {
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT, "a checkpoint with the number {0}", number);
    }
    return number;
  }

  /** Stores the number, which the next write of the file contains. */
  public void put(MVStore store) {
    MVMap<String, Long> map = opened(store);
    map.put("outbox", outbox);
    map.put("number", number);
    map.put("flushed", flushed);
    map.put("flushed_id", flushedId);
  }

  /** Opens the map. The file may be a stranger's, so only strings and numbers are read. */
  private static MVMap<String, Long> opened(MVStore store) {
    return store.openMap(
        MAP,
        new MVMap.Builder<String, Long>()
            .keyType(StoredTypes.plain(String.class))
            .valueType(StoredTypes.plain(Long.class)));
  }

  /** The next checkpoint, at which all entries up to this frame are in the tables. */
  public CheckpointNumber next(WalPosition position) {
    return position.sequence() > flushed
        ? new CheckpointNumber(outbox, number + 1, position.sequence(), position.lastId())
        : next();
  }

  /** The next checkpoint, without further flushed entries. */
  public CheckpointNumber next() {
    return new CheckpointNumber(outbox, number + 1, flushed, flushedId);
  }
}
