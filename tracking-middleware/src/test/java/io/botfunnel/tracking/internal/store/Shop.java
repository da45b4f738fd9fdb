package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.Tracking;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** An author with a table of his own; what it does is the example of docs/how-it-works.md. */
record Shop(Tracking tracking, DataSource dataSource) {
  void paid(long user, String amount, String id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement payment =
          connection.prepareStatement("INSERT INTO payment (id, amount) VALUES (?, ?)")) {
        payment.setString(1, id);
        payment.setBigDecimal(2, new BigDecimal(amount));
        payment.executeUpdate();
      }
      tracking.within(connection).user(user).deposit(amount, "USD", id);
      connection.commit();
    }
  }
}
