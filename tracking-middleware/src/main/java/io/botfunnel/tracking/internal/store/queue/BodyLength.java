package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.lane.NewEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A body that does not fit must not hold the batch it came in: it is cut and set aside. */
final class BodyLength {
  private static final Logger log = LoggerFactory.getLogger(BodyLength.class);

  private BodyLength() {}

  /** Why an entry is set aside at once; null where it is not. */
  static @Nullable String reason(NewEntry entry, @Nullable String setAside) {
    int length = entry.body().length();
    if (length <= EntryTable.LONGEST_BODY) {
      return setAside;
    }
    String tooLarge = "too large to keep: %,d characters".formatted(length);
    log.warn("{} {} is set aside: {}", entry.topic(), entry.key(), tooLarge);
    return setAside == null ? tooLarge : tooLarge + "; " + setAside;
  }
}
