package io.botfunnel.tracking.operations;

import java.util.List;

/**
 * What was erased of a person.
 *
 * @param entries entries that no longer say whose they are, nor what they said
 * @param bindings uids that nobody owns any more
 * @param busy entries that are on their way right now: forget once more
 * @param left which files still hold bytes of what was erased, why, and until when: a sentence
 *     each; empty once none of ours does
 */
public record ErasureResult(int entries, int bindings, int busy, List<String> left) {
  /** Makes the list its own. */
  public ErasureResult {
    left = List.copyOf(left);
  }

  /** With nothing left. */
  public ErasureResult(int entries, int bindings, int busy) {
    this(entries, bindings, busy, List.of());
  }

  /** This result, with what is left. */
  public ErasureResult leaving(List<String> files) {
    return new ErasureResult(entries, bindings, busy, files);
  }
}
