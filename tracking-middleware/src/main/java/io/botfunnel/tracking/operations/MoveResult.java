package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.lane.Books;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a move of the outbox.
 *
 * @param from where it was, without what may be secret
 * @param to where it is, without what may be secret
 * @param rows how many each table has there; counters count once, however they are kept
 * @param outbox the books of the events there
 * @param differences what is not the same there; empty where all is, and only then it has moved
 */
public record MoveResult(
    String from, String to, Map<String, Long> rows, Books outbox, List<String> differences) {
  /** Keeps copies. */
  public MoveResult {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    differences = List.copyOf(differences);
  }

  /** Whether it goes on at the new place, and the old one is closed for good. */
  public boolean complete() {
    return differences.isEmpty();
  }
}
