package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.sql.Connection;
import java.time.Instant;

/**
 * What can be reported about one user or click. A hook that has returned has its event on disk,
 * forced to the device; the same event reported again is a duplicate and changes nothing.
 *
 * <p>Every hook throws {@link IllegalArgumentException} where an argument breaks its rule, and
 * {@link OutboxUnavailableException} where the outbox cannot be written; in both cases nothing was
 * recorded. Hooks wait for the disk, about a millisecond. Safe for use from any thread.
 */
public interface Hooks {
  /** Reports with the time it happened, where that is not now. */
  Hooks at(Instant occurredAt);

  /**
   * Reports in a transaction of the author's: delivered once he commits, gone if he rolls back. The
   * receipt says {@link Receipt.Outcome#HANDED}; whether the event was known before shows after the
   * commit. In a dry run it is shown at once, whatever becomes of the transaction.
   *
   * <p>Each hook then throws {@link IllegalArgumentException} too where the connection breaks its
   * rule, and {@link OutboxUnavailableException} where the database does not take the event: the
   * transaction is to be rolled back then, as after any failed statement.
   *
   * @param connection to the database of the outbox, not in auto-commit mode: to the same
   *     PostgreSQL, or one of {@link Tracking#dataSource()}. It is neither committed nor closed,
   *     and used by the thread that calls the hook
   */
  Hooks within(Connection connection);

  /** The user first touched the funnel; counted once per user. */
  Receipt contact();

  /** The user joined the channel; counted once per user. */
  Receipt subscribed();

  /**
   * The user registered on the offer; counted once per trader id.
   *
   * @param traderId the offer's user or trader id, 1 to 120 visible ASCII characters
   */
  Receipt registration(String traderId);

  /**
   * The user paid; counted once per transaction. The same transaction with another amount is a
   * conflict: the first stays.
   *
   * @param money what was paid
   * @param transactionId the payment's own id, 1 to 120 visible ASCII characters
   */
  Receipt deposit(Money money, String transactionId);

  /**
   * The user paid.
   *
   * @param amount plain ASCII digits with at most one dot, such as {@code 25.00}
   * @param currency three capital letters of ISO 4217
   * @param transactionId the payment's own id
   * @see Money#of(String, String)
   */
  default Receipt deposit(String amount, String currency, String transactionId) {
    return deposit(Money.of(amount, currency), transactionId);
  }
}
