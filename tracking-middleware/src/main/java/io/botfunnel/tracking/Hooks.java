package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.Connection;
import java.time.Instant;

/**
 * Reports events about one user or one click. When a hook returns, its event is forced to disk.
 * Reporting the same event again is a duplicate and changes nothing.
 *
 * <p>Every hook throws {@link IllegalArgumentException} if an argument breaks its rule, and {@link
 * OutboxUnavailableException} if the outbox cannot be written. In both cases nothing is recorded. A
 * hook waits for the disk, about a millisecond. Safe for use from any thread.
 */
public interface Hooks {
  /**
   * Returns hooks that report with this time instead of the current one.
   *
   * @param time when the event happened; 1970 or later
   */
  Hooks occurredAt(Instant time);

  /**
   * Returns hooks that report within the caller's own database transaction. The event is delivered
   * after the commit and discarded by a rollback. The receipt says {@link Receipt.Outcome#STAGED};
   * whether the event was a duplicate is known only after the commit. In a dry run the event is
   * recorded at once, and a rollback does not discard it.
   *
   * <p>Each of these hooks also throws {@link IllegalArgumentException} if the connection breaks
   * its rule, and {@link OutboxUnavailableException} if the database rejects the event. The caller
   * must then roll back, as after any failed statement.
   *
   * @param connection to the database of the outbox, not in auto-commit mode: to the same
   *     PostgreSQL database, or from {@link Tracking#dataSource()}. It is neither committed nor
   *     closed, and is used on the thread that calls the hook
   */
  Hooks within(Connection connection);

  /** Reports that the user first touched the funnel; counted once per user. */
  Receipt contact();

  /** Reports that the user joined the channel; counted once per user. */
  Receipt subscribed();

  /**
   * Reports that the user registered on the offer; counted once per trader id.
   *
   * @param traderId the offer's user or trader id, 1 to 120 visible ASCII characters
   */
  Receipt registration(String traderId);

  /**
   * Reports that the user paid; counted once per transaction. The same transaction with another
   * amount is a conflict: the first amount stays.
   *
   * @param money the amount paid
   * @param transactionId the payment's own id, 1 to 120 visible ASCII characters
   */
  Receipt deposit(Money money, String transactionId);

  /**
   * Reports that the user paid, with the amount as text; counted once per transaction. The same
   * transaction with another amount is a conflict: the first amount stays.
   *
   * @param amount plain ASCII digits with at most one dot, such as {@code 25.00}
   * @param currency three capital letters of ISO 4217
   * @param transactionId the payment's own id, 1 to 120 visible ASCII characters
   * @see Money#of(String, String)
   */
  default Receipt deposit(String amount, String currency, String transactionId) {
    return deposit(Money.of(amount, currency), transactionId);
  }
}
