package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that cannot be used: what is wrong and what to do is said, and no password. */
@Tag("slow")
class PostgresOutOfReachTest {
  private static final String PASSWORD = "pa55word-of-the-bot";
  private static final AtomicInteger users = new AtomicInteger();

  private final PostgresServer server = PostgresServer.shared();
  private final String url = server.newDatabase();
  private final String user = "outof" + users.incrementAndGet();

  @BeforeEach
  void addUser() throws IOException {
    server.newUser(user, PASSWORD);
  }

  private String as(String password) {
    return PostgresServer.as(user, password, url);
  }

  private static Store open(String url) {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC());
  }

  private static void assertSaid(String url, String... words) {
    assertThatThrownBy(() -> Store.exists(url))
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining(PASSWORD);
    assertThatThrownBy(() -> open(url).close())
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void isNotThere() {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/bot?user=bot&password=" + PASSWORD;
    assertSaid(nowhere, "127.0.0.1:1/bot cannot be reached", "Is PostgreSQL running");
  }

  @Test
  void doesNotTakeThePassword() {
    String wrong = as("not-the-" + PASSWORD);
    assertSaid(wrong, "does not let us in", "password authentication failed", "Check user and");
  }

  @Test
  void lacksTheDatabase() {
    String other = url.replace("/postgres?", "/nobodys?");
    assertSaid(other, "nobodys does not exist", "createdb");
  }

  @Test
  void lacksTheSchema() {
    String other = url.replaceFirst("currentSchema=.*", "currentSchema=nobodys");
    assertSaid(other, "lacks its schema", "CREATE SCHEMA");
  }

  @Test
  void doesNotLetItsUserMakeTables() {
    String schema = url.replaceFirst(".*currentSchema=", "");
    server.execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, user));
    assertSaid(as(PASSWORD), "may not be used", "permission denied", "GRANT CREATE, USAGE");
    server.execute("GRANT CREATE ON SCHEMA %s TO %s".formatted(schema, user));
    assertThat(Store.exists(as(PASSWORD))).isFalse();
    open(as(PASSWORD)).close();
    assertThat(Store.exists(as(PASSWORD))).isTrue();
  }

  @Test
  void doesNotLetItsUserReadTheTablesOfAnother() {
    open(url).close();
    String schema = url.replaceFirst(".*currentSchema=", "");
    server.execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, user));
    assertSaid(as(PASSWORD), "may not be used", "permission denied for table");
  }
}
