package io.botfunnel.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PostgresServerTest {
  @TempDir Path folder;

  private static String ask(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void tell(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void holdsWhatItHeldAfterAStopAndAStart() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      String url = server.newDatabase();
      tell(url, "CREATE TABLE kept AS SELECT 42 AS n");
      server.stop();
      assertThatThrownBy(() -> ask(url, "SELECT n FROM kept")).isInstanceOf(SQLException.class);
      server.startAgain();
      assertThat(ask(url, "SELECT n FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void isANewOneOfTheVersionThatIsStated() throws Exception {
    assertThat(ask(PostgresServer.shared().newDatabase(), "SHOW server_version")).startsWith("18.");
  }

  @Test
  void givesDatabasesThatAreApart() throws Exception {
    String one = PostgresServer.shared().newDatabase();
    tell(one, "CREATE TABLE mine (n INTEGER)");
    assertThat(ask(PostgresServer.shared().newDatabase(), "SELECT to_regclass('mine')")).isNull();
  }

  @Test
  void answersNothingByACutWireUntilItIsMended() throws Exception {
    String direct = PostgresServer.shared().newDatabase();
    try (CuttableWire wire = CuttableWire.to(PostgresServer.shared().port())) {
      String url = PostgresServer.by(direct, wire.port()) + "&socketTimeout=1&loginTimeout=1";
      assertThat(ask(url, "SELECT 1")).isEqualTo("1");
      wire.cut();
      assertThatThrownBy(() -> ask(url, "SELECT 1")).isInstanceOf(SQLException.class);
      wire.mend();
      assertThat(ask(url, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void asksAUserForHisPasswordWhoMayDoNothingYet() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String url = server.newDatabase();
    server.newUser("guest", "right");
    String asGuest = PostgresServer.as("guest", "right", url);
    assertThat(ask(asGuest, "SELECT current_user")).isEqualTo("guest");
    assertThatThrownBy(() -> tell(asGuest, "CREATE TABLE mine (n INTEGER)"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> ask(PostgresServer.as("guest", "wrong", url), "SELECT 1"))
        .hasMessageContaining("password authentication failed");
  }
}
