package io.botfunnel.tracking.lane;

/**
 * How many entries of a topic were accepted and where they stand, counted without a scan and
 * written in the same transaction as the entries themselves.
 */
public record Books(
    long accepted, long waiting, long delivered, long duplicate, long refused, long erased) {

  /** Whether every accepted entry is accounted for. */
  public boolean balanced() {
    return accepted == waiting + delivered + duplicate + refused + erased;
  }

  @Override
  public String toString() {
    return "accepted %d = delivered %d + duplicate %d + waiting %d + refused %d + erased %d"
        .formatted(accepted, delivered, duplicate, waiting, refused, erased);
  }
}
