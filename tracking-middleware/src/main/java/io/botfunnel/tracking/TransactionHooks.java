package io.botfunnel.tracking;

import java.sql.Connection;

/**
 * The hooks within one transaction of the caller's. Use it on one thread at a time, as its
 * connection.
 */
public final class TransactionHooks {
  private final Tracking tracking;
  private final Connection connection;

  TransactionHooks(Tracking tracking, Connection connection) {
    this.tracking = tracking;
    this.connection = connection;
  }

  /**
   * Returns the hooks of a Telegram user within this transaction.
   *
   * @param telegramUserId 1 to 2^52
   * @throws IllegalArgumentException if it is not a user id
   */
  public Hooks user(long telegramUserId) {
    return tracking.user(telegramUserId).within(connection);
  }

  /**
   * Returns the hooks of a click within this transaction, for callers that know the uid but not the
   * user.
   *
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
   * @throws IllegalArgumentException if it is not a click id
   */
  public Hooks click(String uid) {
    return tracking.click(uid).within(connection);
  }
}
