package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To look at an outbox changes nothing on disk: neither a byte nor a time. */
class H2ReadOnlyFileTest {
  private static final int EVENTS = 60;

  @TempDir Path temporary;
  private OutboxFolder folder;

  @BeforeEach
  void begin() {
    folder = new OutboxFolder(temporary);
  }

  private Store look() {
    return look(Clock.systemUTC());
  }

  private Store look(Clock clock) {
    return Store.look(folder.outbox().toString(), new PlainWire(), clock);
  }

  private void assertSeesAllAndChangesNothing() throws IOException {
    Map<String, String> before = folder.state();
    try (Store store = look()) {
      assertThat(store.operations().books(Topic.OUTBOX)).matches(Books::balanced);
      assertThat(store.operations().list(Filter.ALL, Long.MAX_VALUE, 100).entries())
          .hasSize(EVENTS);
      assertThat(OutboxFolder.eids(store)).hasSize(EVENTS);
    }
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void afterAKill() throws IOException {
    folder.killedAfter(EVENTS);
    assertSeesAllAndChangesNothing();
    assertSeesAllAndChangesNothing();
    try (Store store = folder.open()) {
      assertThat(OutboxFolder.eids(store)).hasSize(EVENTS);
    }
  }

  @Test
  void afterACleanStop() throws IOException {
    folder.closedAfter(EVENTS);
    assertSeesAllAndChangesNothing();
  }

  @Test
  void atOneThatIsDamaged() throws IOException {
    folder.killedAfter(EVENTS);
    OutboxFolder.overwrite(folder.journal(), 1_000, new byte[64]);
    Map<String, String> before = folder.state();
    assertThatThrownBy(this::look)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("outbox repair");
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void atOneWhoseFileIsGone() throws IOException {
    folder.killedAfter(EVENTS);
    Files.delete(folder.file());
    Map<String, String> before = folder.state();
    assertThat(Store.exists(folder.outbox().toString())).isTrue();
    assertThatThrownBy(this::look)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("is gone")
        .hasMessageContaining("outbox repair");
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void recordsNothing() throws IOException {
    folder.closedAfter(EVENTS);
    Map<String, String> before = folder.state();
    try (Store store = look()) {
      assertThatThrownBy(() -> OutboxFolder.report(store, "not-to-be-recorded"))
          .hasMessageContaining("opened read-only");
    }
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void isRefusedWhileABotRuns() {
    try (Store bot = folder.open()) {
      OutboxFolder.report(bot, "first");
      assertThatThrownBy(this::look)
          .isInstanceOfSatisfying(
              OutboxUnavailableException.class, e -> assertThat(e.isInUse()).isTrue());
    }
  }

  @Test
  void keepsABotFromStarting() {
    folder.closedAfter(EVENTS);
    try (Store looking = look()) {
      assertThatThrownBy(() -> folder.open())
          .isInstanceOfSatisfying(
              OutboxUnavailableException.class, e -> assertThat(e.isInUse()).isTrue());
      assertThat(OutboxFolder.eids(looking)).hasSize(EVENTS);
    }
  }

  @Test
  void seesAnOutboxOfAnOlderVersion() throws IOException, SQLException {
    boundInVersion2("abc");
    Map<String, String> before = folder.state();
    try (Store store = look()) {
      assertThat(store.operations().uidsOf(1)).containsExactly("abc");
    }
    assertThat(folder.state()).isEqualTo(before);
  }

  @Test
  void dropsNothingThatIsOld() throws SQLException {
    boundInVersion2("abc");
    AskedClock clock = new AskedClock();
    try (Store store = look(clock)) {
      clock.awaitAsked(10);
      assertThat(store.operations().uidsOf(1)).containsExactly("abc");
    }
  }

  /** Binds user 1, in 1970. */
  private void boundInVersion2(String uid) throws SQLException {
    Flyway old =
        Flyway.configure()
            .dataSource("jdbc:h2:file:" + folder.outbox(), "botfunnel", "")
            .table("botfunnel_schema_history")
            .locations("classpath:io/botfunnel/tracking/internal/store/h2")
            .target("2")
            .load();
    old.migrate();
    try (Connection connection = old.getConfiguration().getDataSource().getConnection();
        PreparedStatement sql =
            connection.prepareStatement("INSERT INTO binding VALUES (?, 1, 5)")) {
      sql.setString(1, uid);
      sql.execute();
    }
  }

  /** Knows how often the writer asked the time, which it does whenever it has nothing to do. */
  private static final class AskedClock extends Clock {
    private final AtomicInteger asked = new AtomicInteger();

    void awaitAsked(int times) {
      int enough = asked.get() + times;
      await().until(() -> asked.get() >= enough);
    }

    @Override
    public Instant instant() {
      asked.incrementAndGet();
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("The outbox knows no zones");
    }
  }
}
