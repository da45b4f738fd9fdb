package io.botfunnel.tracking.internal.store.h2.wal;

/**
 * A part of the write-ahead log that cannot be read, followed by whole frames or known to the mark.
 *
 * @param fromByte the first byte in the file
 * @param toByte the byte after the last; equal to {@code fromByte} if the bytes are gone
 * @param fromSequence the first frame that is missing
 * @param toSequence the last frame that is missing; lower than the first if that is not known
 * @param fromId the lowest entry id that may have been in it
 * @param toId the highest entry id that may have been in it; lower than the first if none was
 */
public record WalGap(
    long fromByte, long toByte, long fromSequence, long toSequence, long fromId, long toId) {
  /**
   * Whether the number of missing frames is unknown, because the frame behind the gap has no
   * number.
   */
  public boolean isWithoutNumbers() {
    return toSequence < fromSequence;
  }

  /** What cannot be read, as part of a sentence. */
  public String shown(Object file) {
    return toByte > fromByte
        ? "bytes %,d to %,d of %s cannot be read".formatted(fromByte, toByte - 1, file)
        : "%s ends at byte %,d, and more was recorded".formatted(file, fromByte);
  }
}
