package io.botfunnel.starter.cli.outbox;

import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import java.util.ArrayList;
import java.util.List;

/** Iterates over entries page by page, newest first, with one page in memory at a time. */
final class EntryPages {
  private static final int LARGEST = 1_000;

  private EntryPages() {}

  /** Handles one page. */
  interface Each<E extends Exception> {
    void page(List<Recorded> entries) throws E;
  }

  static <E extends Exception> void each(Operations operations, Filter which, Each<E> each)
      throws E {
    Long before = Long.MAX_VALUE;
    while (before != null) {
      EntryPage page = operations.list(which, before, LARGEST);
      each.page(page.entries());
      before = page.next();
    }
  }

  /** Returns the newest matching entries. */
  static List<Recorded> newest(Operations operations, Filter which, int limit) {
    List<Recorded> found = new ArrayList<>();
    Long before = Long.MAX_VALUE;
    while (before != null && found.size() < limit) {
      EntryPage page = operations.list(which, before, Math.min(LARGEST, limit - found.size()));
      found.addAll(page.entries());
      before = page.next();
    }
    return found;
  }
}
