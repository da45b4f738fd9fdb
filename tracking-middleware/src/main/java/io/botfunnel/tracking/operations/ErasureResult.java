package io.botfunnel.tracking.operations;

import java.util.List;

/**
 * The result of erasing a person's data. Immutable.
 *
 * @param entries entries that no longer say whose they are, nor what they said
 * @param bindings uids that no longer belong to a user
 * @param busy entries that are in flight and could not be erased: repeat the erasure if above zero
 * @param left one sentence for each file that still holds erased bytes: which, why and until when;
 *     empty once no file of the outbox does
 */
public record ErasureResult(int entries, int bindings, int busy, List<String> left) {
  /** Copies the list. */
  public ErasureResult {
    left = List.copyOf(left);
  }

  /** Creates a result without files that still hold erased bytes. */
  public ErasureResult(int entries, int bindings, int busy) {
    this(entries, bindings, busy, List.of());
  }

  /**
   * Returns this result with the files that still hold erased bytes.
   *
   * @param files one sentence each, as in {@link #left}
   */
  public ErasureResult leaving(List<String> files) {
    return new ErasureResult(entries, bindings, busy, files);
  }
}
