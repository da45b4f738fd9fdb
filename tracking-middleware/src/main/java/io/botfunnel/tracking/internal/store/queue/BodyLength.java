package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses an entry whose body is too long to store whole, so that it does not block its batch. */
final class BodyLength {
  private static final Logger log = LoggerFactory.getLogger(BodyLength.class);

  private BodyLength() {}

  /** Why the entry is refused at once; null if it is not. */
  static @Nullable String reason(NewEntry entry, @Nullable String refusal) {
    int length = entry.body().length();
    if (length <= EntryTable.LONGEST_BODY) {
      return refusal;
    }
    String tooLarge = "too large to keep: %,d characters".formatted(length);
    log.warn("{} {} is refused: {}", entry.topic(), entry.key(), tooLarge);
    return refusal == null ? tooLarge : tooLarge + "; " + refusal;
  }
}
