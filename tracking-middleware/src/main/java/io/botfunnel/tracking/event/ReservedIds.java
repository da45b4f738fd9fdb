package io.botfunnel.tracking.event;

import java.util.List;

/**
 * The transaction and trader ids that only partners may report. A bot may pass on what a user has
 * typed. Such an id is therefore rejected, or it would block the partner's own report. Immutable.
 *
 * @param prefixes the prefixes of the reserved ids, such as {@code partner:}
 */
public record ReservedIds(List<String> prefixes) {
  /** No reserved ids. */
  public static final ReservedIds NONE = new ReservedIds(List.of());

  private static final String DEPOSIT_PREFIX = "dep-";

  /** Copies the list. */
  public ReservedIds {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * Returns the conversion unchanged if its id is not reserved.
   *
   * @throws IllegalArgumentException if the trader or transaction id is reserved
   */
  public Conversion requireUnreserved(Conversion conversion) {
    String eid = conversion.eid().value();
    boolean isDeposit = conversion.name() == EventName.DEPOSIT;
    String id = isDeposit ? eid.substring(DEPOSIT_PREFIX.length()) : eid;
    boolean isGiven = isDeposit || conversion.name() == EventName.REGISTRATION;
    if (isGiven && prefixes.stream().anyMatch(id::startsWith)) {
      throw InvalidValueException.of(
          isDeposit ? "transaction id" : "trader id",
          id,
          "ids that begin so are those of a partner of the gateway (ids: own), who alone reports by"
              + " them",
          "Pass an id of your own");
    }
    return conversion;
  }
}
