package io.botfunnel.tracking.event;

import java.util.List;

/**
 * The transaction and trader ids that partners alone report by. A bot's code may pass on what a
 * user has typed: so it cannot report by such an id, and block the partner's own report. Immutable.
 *
 * @param beginnings what these ids begin with, such as {@code partner:}
 */
public record ReservedIds(List<String> beginnings) {
  /** Every id is free. */
  public static final ReservedIds NONE = new ReservedIds(List.of());

  private static final String DEPOSIT_PREFIX = "dep-";

  /** Keeps a copy. */
  public ReservedIds {
    beginnings = List.copyOf(beginnings);
  }

  /**
   * The conversion as it is, by an id that is free.
   *
   * @throws IllegalArgumentException if the id is reserved
   */
  public Conversion free(Conversion conversion) {
    String eid = conversion.eid().value();
    boolean isDeposit = conversion.name() == EventName.DEPOSIT;
    String id = isDeposit ? eid.substring(DEPOSIT_PREFIX.length()) : eid;
    boolean isGiven = isDeposit || conversion.name() == EventName.REGISTRATION;
    if (isGiven && beginnings.stream().anyMatch(id::startsWith)) {
      throw Rule.broken(
          isDeposit ? "transaction id" : "trader id",
          id,
          "ids that begin so are those of a partner of the gateway (ids: own), who alone reports by"
              + " them",
          "Pass an id of your own");
    }
    return conversion;
  }
}
