package io.botfunnel.tracking.outbox;

/**
 * The books of a topic: how many entries were accepted, and how many are in each state. They are
 * kept without a scan and written in the transaction that changes the entries. Immutable.
 *
 * @param accepted entries that were ever appended
 * @param waiting entries that are not settled yet
 * @param delivered entries that were delivered
 * @param duplicate entries that the tracker already had
 * @param refused entries in the dead-letter queue
 * @param erased entries that were erased on request before they were delivered
 */
public record Books(
    long accepted, long waiting, long delivered, long duplicate, long refused, long erased) {
  /** The books of a topic that nothing was ever appended to. */
  public static final Books NONE = new Books(0, 0, 0, 0, 0, 0);

  /** The books of both together. */
  public Books plus(Books other) {
    return new Books(
        accepted + other.accepted,
        waiting + other.waiting,
        delivered + other.delivered,
        duplicate + other.duplicate,
        refused + other.refused,
        erased + other.erased);
  }

  /** Whether every accepted entry is in one of the other counts. */
  public boolean balanced() {
    return accepted == waiting + delivered + duplicate + refused + erased;
  }

  @Override
  public String toString() {
    return "accepted %d = delivered %d + duplicate %d + waiting %d + refused %d + erased %d"
        .formatted(accepted, delivered, duplicate, waiting, refused, erased);
  }
}
