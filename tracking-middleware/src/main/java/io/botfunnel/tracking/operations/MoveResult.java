package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.outbox.Books;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of moving the outbox. Immutable.
 *
 * @param from the url of the old place, without secrets
 * @param to the url of the new place, without secrets
 * @param rows the rows in each table at the new place; a counter counts as one row, however it is
 *     stored
 * @param outbox the books of the outbox at the new place
 * @param differences what differs at the new place; empty if nothing does, and only then the outbox
 *     has moved
 */
public record MoveResult(
    String from, String to, Map<String, Long> rows, Books outbox, List<String> differences) {
  /** Copies the map and the list. */
  public MoveResult {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    differences = List.copyOf(differences);
  }

  /** Whether the outbox is now at the new place and the old one is closed for good. */
  public boolean complete() {
    return differences.isEmpty();
  }
}
