package io.botfunnel.tracking.internal.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repair and a move read of a file that may be a stranger's. */
class PlainValueTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private @Nullable Object read(String expression) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery("SELECT " + expression)) {
      row.next();
      return PlainValue.of(row, 1);
    }
  }

  @Test
  void isReadWhereAnOutboxHasIt() throws SQLException {
    assertThat(read("CAST(7 AS BIGINT)")).isEqualTo(7L);
    assertThat(read("CAST('a' AS VARCHAR(8))")).isEqualTo("a");
    assertThat(read("TRUE")).isEqualTo(true);
    assertThat(read("CAST(1.5 AS DECIMAL(38, 4))")).isEqualTo(new BigDecimal("1.5000"));
    assertThat(read("CAST(NULL AS BIGINT)")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAST(X'aced' AS JAVA_OBJECT)",
        "ARRAY[CAST(X'aced' AS JAVA_OBJECT)]",
        "ROW(CAST(X'aced' AS JAVA_OBJECT))",
      })
  void isRefusedWhereAJavaObjectMayBeInIt(String expression) {
    assertThatThrownBy(() -> read(expression)).hasMessageContaining("which no outbox has");
  }
}
