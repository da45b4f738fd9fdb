package io.botfunnel.tracking;

import java.sql.Connection;

/**
 * The hooks in one transaction of the author's. Used by one thread at a time, as its connection is.
 */
public final class Within {
  private final Tracking tracking;
  private final Connection connection;

  Within(Tracking tracking, Connection connection) {
    this.tracking = tracking;
    this.connection = connection;
  }

  /**
   * Those of a Telegram user.
   *
   * @throws IllegalArgumentException if it is no user id
   */
  public Hooks user(long telegramUserId) {
    return tracking.user(telegramUserId).within(connection);
  }

  /**
   * Those of a click, for whoever knows the uid and not the user.
   *
   * @throws IllegalArgumentException if it is no click id
   */
  public Hooks click(String uid) {
    return tracking.click(uid).within(connection);
  }
}
