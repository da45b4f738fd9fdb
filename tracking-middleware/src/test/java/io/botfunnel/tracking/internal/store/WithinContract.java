package io.botfunnel.tracking.internal.store;

import static io.botfunnel.tracking.event.Receipt.Outcome.CONFLICT;
import static io.botfunnel.tracking.event.Receipt.Outcome.DUPLICATE;
import static io.botfunnel.tracking.event.Receipt.Outcome.STAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Hooks;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.outbox.Books;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What hooks within an author's transaction promise, whatever database holds the outbox. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
public abstract class WithinContract {
  private static final Logger log = LoggerFactory.getLogger(WithinContract.class);
  private static final int KILLS = Thoroughness.of("botfunnel.kills.within", 1, 2);

  public static final long ANN = 555_123;
  public static final long BOB = 777_456;

  public final SteppingClock clock = new SteppingClock();
  final XtrackerServer xtracker = XtrackerServer.start().withClock(clock);
  public Tracking tracking;

  /** Where the outbox is. */
  public abstract String outbox();

  /** Does it in the database of the outbox while no tracking has it open. */
  public abstract void whileStopped(String sql) throws SQLException;

  /** A connection to a database of the same kind that is not the outbox's. */
  public abstract Connection elsewhere() throws SQLException;

  /** Makes an outbox as the version before this one did. */
  public abstract void makeOlder();

  /** Work of an author's. */
  public interface Work {
    void with(Connection connection) throws SQLException;
  }

  @BeforeEach
  final void begin() throws SQLException {
    makeOlder();
    tracking = start(clock);
    committed(
        connection -> execute(connection, "CREATE TABLE payment (id VARCHAR(40), amount INTEGER)"));
  }

  @AfterEach
  final void end() {
    tracking.close();
    xtracker.close();
  }

  public final Tracking start(Clock clock) {
    return Tracking.builder()
        .url(xtracker.url())
        .bearer(xtracker.bearer())
        .outbox(outbox())
        .clock(clock)
        .start();
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Does work in a transaction that is left open. */
  public final Connection begun(Work work) throws SQLException {
    Connection connection = tracking.dataSource().getConnection();
    connection.setAutoCommit(false);
    work.with(connection);
    return connection;
  }

  public final void committed(Work work) throws SQLException {
    try (Connection connection = begun(work)) {
      connection.commit();
    }
  }

  public final void rolledBack(Work work) throws SQLException {
    try (Connection connection = begun(work)) {
      connection.rollback();
    }
  }

  public final Hooks ann(Connection connection) {
    return tracking.within(connection).user(ANN);
  }

  public final Hooks bob(Connection connection) {
    return tracking.within(connection).user(BOB);
  }

  public final Books books() {
    return tracking.health().outbox();
  }

  public static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  public final void awaitDelivered(int events) {
    await(() -> books().delivered() == events);
    assertThat(books()).matches(Books::balanced, "balanced");
    assertThat(books().accepted()).isEqualTo(events);
    assertThat(xtracker.ledger().calls()).hasSize(events);
  }

  public final List<String> eids() {
    return xtracker.ledger().events().stream().map(RecordedEvent::eid).toList();
  }

  final RecordedEvent event(String eid) {
    return xtracker.ledger().event(eid).orElseThrow();
  }

  public final List<String> column(String sql) throws SQLException {
    try (Connection connection = tracking.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  public final void awaitNothingStaged() {
    await(() -> column("SELECT id FROM staged").isEmpty());
  }

  @Nested
  class ATransaction {
    @Test
    void thatIsRolledBackSendsNothing() throws SQLException {
      rolledBack(
          connection -> {
            execute(connection, "INSERT INTO payment (id) VALUES ('gone')");
            assertThat(ann(connection).deposit("25", "USD", "gone").outcome()).isEqualTo(STAGED);
          });
      committed(connection -> bob(connection).contact());
      awaitDelivered(1);
      assertThat(eids()).containsExactly("contact-" + BOB);
      assertThat(column("SELECT id FROM payment")).isEmpty();
    }

    @Test
    void thatIsNeitherCommittedNorRolledBackIsGoneWithItsConnection() throws SQLException {
      begun(connection -> ann(connection).contact()).close();
      committed(connection -> bob(connection).contact());
      awaitDelivered(1);
      assertThat(eids()).containsExactly("contact-" + BOB);
    }

    @Test
    void sendsAllThatItReportedOnceItIsCommitted() throws SQLException {
      committed(
          connection -> {
            ann(connection).contact();
            ann(connection).subscribed();
            ann(connection).registration("trader-42");
            assertThat(ann(connection).deposit("25", "USD", "7"))
                .extracting(Receipt::outcome, receipt -> receipt.eid().value())
                .containsExactly(STAGED, "dep-7");
            tracking.within(connection).click("abc").contact();
          });
      awaitDelivered(5);
      assertThat(eids())
          .containsExactlyInAnyOrder(
              "contact-" + ANN, "subscribed-" + ANN, "trader-42", "dep-7", "contact-fb_abc");
      assertThat(event("dep-7").value()).isEqualTo("25.00");
      awaitNothingStaged();
    }

    @Test
    void sendsNothingBeforeItIsCommitted() throws SQLException {
      try (Connection connection = begun(open -> ann(open).contact())) {
        tracking.user(BOB).contact();
        awaitDelivered(1);
        assertThat(eids()).containsExactly("contact-" + BOB);
        connection.commit();
        awaitDelivered(2);
      }
    }

    @Test
    void hasTheTimeOfTheHookAndTheClickThatIsBoundWhenItIsTaken() throws SQLException {
      long then = clock.millis();
      try (Connection connection = begun(open -> ann(open).deposit("25", "USD", "7"))) {
        clock.advance(Duration.ofHours(1));
        tracking.bind(ANN, "abc");
        connection.commit();
      }
      await(() -> books().delivered() == 2);
      assertThat(event("dep-7"))
          .extracting(RecordedEvent::occurredAtMs, RecordedEvent::uid)
          .containsExactly(then, "abc");
    }

    @Test
    void mayReportWhatHappenedEarlier() throws SQLException {
      committed(
          connection -> ann(connection).occurredAt(clock.instant().minusSeconds(60)).contact());
      awaitDelivered(1);
      assertThat(event("contact-" + ANN).occurredAtMs()).isEqualTo(clock.millis() - 60_000);
    }

    @Test
    void isTheAuthorsStillWhereAnArgumentIsWrong() throws SQLException {
      committed(
          connection -> {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> ann(connection).deposit("25,00", "USD", "7"))
                .withMessageContaining("no comma");
            execute(connection, "INSERT INTO payment (id) VALUES ('kept')");
          });
      assertThat(column("SELECT id FROM payment")).containsExactly("kept");
      assertThat(books().accepted()).isZero();
    }

    @Test
    void mayBeOnAConnectionOfAPool() throws SQLException {
      HikariConfig config = new HikariConfig();
      config.setDataSource(tracking.dataSource());
      config.setMaximumPoolSize(1);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        Shop shop = new Shop(tracking, pool);
        shop.paid(ANN, "25.00", "tx-1");
        shop.paid(ANN, "25.00", "tx-2");
      }
      awaitDelivered(2);
      assertThat(eids()).containsExactly("dep-tx-1", "dep-tx-2");
    }

    @Test
    void isTheExampleOfTheDocs() throws SQLException {
      new Shop(tracking, tracking.dataSource()).paid(ANN, "25.00", "tx-1");
      awaitDelivered(1);
      assertThat(column("SELECT id FROM payment")).containsExactly("tx-1");
      assertThat(eids()).containsExactly("dep-tx-1");
    }
  }

  @Nested
  class TheSameEvent {
    @Test
    void countsOnceHoweverOftenItIsReported() throws SQLException {
      committed(
          connection -> {
            ann(connection).deposit("25", "USD", "7");
            ann(connection).deposit("25", "USD", "7");
          });
      awaitDelivered(1);
      committed(connection -> ann(connection).deposit("25", "USD", "7"));
      awaitNothingStaged();
      assertThat(tracking.user(ANN).deposit("25", "USD", "7").outcome()).isEqualTo(DUPLICATE);
      awaitDelivered(1);
    }

    @Test
    void staysAsItWasWhereAnotherAmountIsReported() throws SQLException {
      committed(connection -> ann(connection).deposit("25", "USD", "7"));
      awaitDelivered(1);
      committed(connection -> ann(connection).deposit("99", "USD", "7"));
      awaitNothingStaged();
      assertThat(tracking.conflicts())
          .extracting(conflict -> conflict.kept(), conflict -> conflict.offered())
          .containsExactly(tuple("25.00 USD", "99.00 USD"));
      assertThat(tracking.user(ANN).deposit("99", "USD", "7").outcome()).isEqualTo(CONFLICT);
    }
  }

  @Nested
  class Order {
    @Test
    void isThatOfTheHooksPerUser() throws SQLException {
      for (int i = 0; i < 20; i++) {
        String id = Integer.toString(i);
        committed(
            connection -> {
              ann(connection).deposit("25", "USD", "ann-" + id + "-first");
              bob(connection).deposit("25", "USD", "bob-" + id);
              ann(connection).deposit("25", "USD", "ann-" + id + "-then");
            });
      }
      awaitDelivered(60);
      assertThat(eidsOf("dep-ann-"))
          .containsExactlyElementsOf(
              IntStream.range(0, 20)
                  .boxed()
                  .flatMap(
                      i -> List.of("-first", "-then").stream().map(end -> "dep-ann-" + i + end))
                  .toList());
      assertThat(eidsOf("dep-bob-"))
          .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "dep-bob-" + i).toList());
    }

    private List<String> eidsOf(String prefix) {
      return eids().stream().filter(eid -> eid.startsWith(prefix)).toList();
    }
  }

  @Nested
  class ManyAtOnce {
    private static final int AUTHORS = 8;
    private static final int EACH = 30;

    @Test
    void areDeliveredAsTheyWereCommitted() throws Exception {
      ExecutorService authors = Executors.newFixedThreadPool(AUTHORS);
      try {
        List<Future<?>> done = new ArrayList<>();
        for (int author = 0; author < AUTHORS; author++) {
          int user = author + 1;
          done.add(authors.submit(() -> pay(user)));
        }
        for (Future<?> each : done) {
          each.get();
        }
      } finally {
        authors.shutdown();
      }
      awaitDelivered(AUTHORS * EACH * 2 / 3);
      assertThat(Set.copyOf(eids()))
          .isEqualTo(
              column("SELECT id FROM payment").stream()
                  .map(id -> "dep-" + id)
                  .collect(Collectors.toSet()));
    }

    /** Every third is rolled back. */
    private Void pay(int user) throws SQLException {
      for (int n = 0; n < EACH; n++) {
        String id = user + "-" + n;
        Work paying =
            connection -> {
              execute(connection, "INSERT INTO payment (id) VALUES ('" + id + "')");
              tracking.user(user).within(connection).deposit("25", "USD", id);
            };
        if (n % 3 == 0) {
          rolledBack(paying);
        } else {
          committed(paying);
        }
      }
      return null;
    }
  }

  @Nested
  class AConnection {
    @Test
    void inAutoCommitModeIsRefused() throws SQLException {
      try (Connection connection = tracking.dataSource().getConnection()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> ann(connection).contact())
            .withMessageContaining("auto-commit mode")
            .withMessageContaining("setAutoCommit(false)");
      }
      assertThat(column("SELECT id FROM staged")).isEmpty();
    }

    @Test
    void thatIsClosedIsRefused() throws SQLException {
      Connection connection = begun(open -> {});
      connection.close();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ann(connection).contact())
          .withMessageContaining("it is closed");
    }

    @Test
    void toAnotherDatabaseIsRefused() throws SQLException {
      try (Connection connection = elsewhere()) {
        connection.setAutoCommit(false);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> ann(connection).contact())
            .withMessageContaining("connection: it is no")
            .withMessageContaining("eep your tables");
        connection.rollback();
      }
    }
  }

  @Nested
  class ARowThatAnEarlierLifeHasLeft {
    private static final String VALID =
        "{\"event\":\"contact\",\"tg_id\":%1$d,\"eid\":\"contact-%1$d\",\"occurred_at_ms\":5}";

    private void leave(long user, String body) throws SQLException {
      tracking.close();
      whileStopped(
          "INSERT INTO staged (lane, body) VALUES ('user:%d', '%s')".formatted(user, body));
    }

    @Test
    void isTakenAtTheNextStart() throws SQLException {
      leave(ANN, VALID.formatted(ANN));
      tracking = start(clock);
      awaitDelivered(1);
      assertThat(event("contact-" + ANN).occurredAtMs()).isEqualTo(5);
      awaitNothingStaged();
    }

    @Test
    void isLeftAloneWhereItIsNoEventAndHoldsNobodyUp() throws SQLException {
      leave(ANN, "{\"event\":\"contact\"}");
      leave(BOB, VALID.formatted(BOB));
      try (Logged logged = new Logged()) {
        tracking = start(clock);
        awaitDelivered(1);
        await(() -> column("SELECT reason FROM staged").size() == 1);
        assertThat(logged.at(Level.ERROR)).hasSize(1);
        assertThat(logged.at(Level.ERROR).get(0))
            .contains("is no event")
            .contains("delete the row");
      }
      assertThat(column("SELECT reason FROM staged")).hasSize(1).doesNotContainNull();
    }

    @Test
    void isErasedWithItsUser() throws SQLException {
      leave(ANN, "{\"event\":\"contact\"}");
      leave(BOB, "{\"event\":\"contact\"}");
      tracking = start(clock);
      await(() -> !column("SELECT id FROM staged WHERE reason IS NOT NULL").isEmpty());
      assertThat(tracking.operations().erasePerson(ANN, "a test").entries()).isOne();
      assertThat(column("SELECT lane FROM staged")).containsExactly("user:" + BOB);
    }
  }

  /** A child pays, commits, says so and is killed: what it committed is delivered, nothing else. */
  @Test
  void whatAProcessCommittedThatWasKilledThenIsDeliveredByTheNext() throws SQLException {
    tracking.close();
    Set<String> reported = new HashSet<>();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      reported.addAll(payAndDie("k" + kill, 1 + random.nextInt(60)));
      tracking = start(Clock.systemUTC());
      awaitNothingStaged();
      List<String> paid = column("SELECT id FROM payment");
      assertThat(paid).as("seed %d", seed).containsAll(reported).doesNotHaveDuplicates();
      await(() -> books().delivered() + books().duplicate() == paid.size());
      assertThat(books()).matches(Books::balanced, "balanced");
      assertThat(books().accepted()).isEqualTo(paid.size());
      assertThat(eids())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(paid.stream().map(id -> "dep-" + id).toList());
      tracking.close();
    }
    log.info("{} kills, {} payments reported, all delivered, nothing else", KILLS, reported.size());
  }

  private List<String> payAndDie(String life, int payments) {
    List<String> reported = new ArrayList<>();
    try (ChildJvm child = ChildJvm.start(PayingChild.class, outbox(), life)) {
      for (int i = 0; i < payments; i++) {
        reported.add(child.nextReport().orElse("it died by itself"));
      }
      reported.addAll(child.kill());
    }
    assertThat(reported).allMatch(line -> line.startsWith("committed "));
    return reported.stream().map(line -> line.substring("committed ".length())).toList();
  }
}
