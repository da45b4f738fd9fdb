package io.botfunnel.tracking.internal.store;

import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** An outbox with something of every kind in it. */
public final class GivenOutbox {
  public static final UserId ANN = new UserId(1);
  static final UserId BOB = new UserId(2);
  static final UserId GONE = new UserId(3);
  static final String ODD = "Привет 🚀 \0 end";

  private final Store store;
  private final SteppingClock clock;

  private GivenOutbox(Store store, SteppingClock clock) {
    this.store = store;
    this.clock = clock;
  }

  public static Store open(String url, SteppingClock clock) {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, Retention.DEFAULT, true, clock);
  }

  /** Fills it, and closes it. */
  public static void in(String url, SteppingClock clock) {
    try (Store store = open(url, clock)) {
      new GivenOutbox(store, clock).fill();
    }
  }

  private void fill() {
    purged();
    settled();
    erased();
    waiting();
    staged();
  }

  private void record(Recordable happening) {
    store.intake().record(List.of(happening)).join();
  }

  private void deposit(UserId user, String id, String amount, String currency) {
    record(Conversion.deposit(user, id, Money.of(amount, currency), clock.instant()));
  }

  private Entry next(Topic topic) {
    return store.lanes().claim(topic, 1).join().get(0);
  }

  private void settle(Settlement settlement) {
    store.lanes().settle(List.of(settlement)).join();
  }

  private void purged() {
    record(Conversion.contact(ANN, clock.instant()));
    settle(Settlement.delivered(next(Topic.OUTBOX)));
    settle(Settlement.delivered(next(Topic.CONVERSIONS)));
    // So that it is in the tables, where it can be purged
    store.operations().list(Filter.ALL, Long.MAX_VALUE, 1);
    clock.advance(Duration.ofDays(8));
    await().until(() -> store.operations().list(Filter.ALL, Long.MAX_VALUE, 9).entries().isEmpty());
  }

  private void settled() {
    record(new Bind(ANN, new ClickId("abc"), clock.instant()));
    settle(Settlement.delivered(next(Topic.OUTBOX), "unmatched"));
    record(new Bind(BOB, new ClickId("abc"), clock.instant()));
    record(new Bind(BOB, new ClickId("xyz"), clock.instant()));
    settle(Settlement.delivered(next(Topic.OUTBOX)));
    deposit(ANN, "refused", "25.50", "USD");
    settle(Settlement.refused(next(Topic.OUTBOX), "неверно 🚫"));
    deposit(ANN, "refused", "26.50", "USD");
    deposit(ANN, "known", "0.0001", "CLF");
    settle(Settlement.duplicate(next(Topic.OUTBOX)));
    clock.advance(Duration.ofHours(1));
    record(
        new OperatorEvent(
            OperatorEvent.Kind.REFUND, ANN, new EventId("refund"), "25.50 USD", clock.instant()));
    store.operations().recordTest(BOB, Money.of("1", "EUR"), "test", "test");
    settle(Settlement.delivered(next(Topic.OUTBOX)));
    append(Topic.INBOX, "chat:1", "handled", "{}");
    settle(Settlement.delivered(next(Topic.INBOX)));
    quarantined();
  }

  private void quarantined() {
    append(Topic.INBOX, "chat:2", "deadly", "{}");
    Entry deadly = next(Topic.INBOX);
    store.lanes().suspect(deadly, new Suspicion(3, null)).join();
    settle(Settlement.quarantined(deadly, "the process died", clock.millis()));
  }

  private void erased() {
    record(new Bind(GONE, new ClickId("gone"), clock.instant()));
    settle(Settlement.delivered(next(Topic.OUTBOX)));
    deposit(GONE, "gone", "3", "EUR");
    store.operations().erasePerson(GONE.value(), "test");
  }

  private void waiting() {
    IntStream.range(0, 4).forEach(i -> deposit(ANN, "waits-" + i, "1", "USD"));
    append(Topic.OUTBOX, "полоса 🛣", "odd-1", ODD);
    append(Topic.OUTBOX, "полоса 🛣", "odd-2", "");
    append(Topic.INBOX, "chat:1", "update/9/1", ODD);
    deposit(BOB, "put-off", "7", "EUR");
    List<Entry> claimed = store.lanes().claim(Topic.OUTBOX, 9).join();
    long inAnHourMs = clock.millis() + Duration.ofHours(1).toMillis();
    claimed.stream()
        .map(
            entry ->
                entry.key().endsWith("put-off")
                    ? Settlement.later(entry, "HTTP 500 — пока нет", inAnHourMs)
                    : Settlement.held(entry, clock.millis()))
        .forEach(this::settle);
  }

  private void append(Topic topic, String lane, String key, String body) {
    store.lanes().append(List.of(new NewEntry(topic, lane, "update", key, "", body))).join();
  }

  /** One that cannot be taken is left. */
  private void staged() {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO staged (lane, body) VALUES ('user:1', 'no event')");
      connection.commit();
      await().until(() -> isLeft(statement));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isLeft(Statement statement) throws SQLException {
    try (ResultSet left = statement.executeQuery("SELECT reason FROM staged")) {
      return left.next() && left.getString(1) != null;
    } finally {
      statement.getConnection().rollback();
    }
  }
}
