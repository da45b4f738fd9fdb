package io.botfunnel.tracking.internal.store.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.ScanMeter;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.AuditTable;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.internal.store.table.Conflicts;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FlaggedTable;
import io.botfunnel.tracking.internal.store.table.FunnelTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Span;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators ask looks at a bounded number of rows, however much the tables hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class OperatorPlanTest {
  /** In each table; several times of what a page of a listing may look at. */
  private static final int ROWS = 4_000;

  private static final int A_PAGE = 1_000;
  private static final int SHOWN = 50;
  private static final int FEW = 10;
  private static final BotName BOT = BotName.UNNAMED;
  private static final BotName OTHER = new BotName("other");
  private static final List<String> CURRENCIES = List.of("BRL", "EUR", "GBP", "INR", "USD");

  private final SteppingClock clock = new SteppingClock();
  private final Bindings bindings = new Bindings(BOT, Attribution.LAST_CLICK, 20);
  private final EntryQueries listings = new EntryQueries(BOT, new PlainWire(), bindings);
  private Connection connection;
  private ScanMeter meter;
  private Session session;

  /** What a look does. */
  private interface Look {
    Object at() throws SQLException;
  }

  @BeforeAll
  void aLongHistory(@TempDir Path folder) throws SQLException {
    Path path = folder.resolve("outbox");
    try (Store store =
        Store.open(path.toString(), new PlainWire(), Attribution.LAST_CLICK, clock)) {
      refuse(store.lanes(), IntStream.range(0, ROWS).mapToObj(OperatorPlanTest::entry).toList());
    }
    connection = DriverManager.getConnection("jdbc:h2:file:" + path, "botfunnel", "");
    meter = new ScanMeter(connection);
    session = meter.session();
    fill();
  }

  @AfterAll
  void close() throws SQLException {
    session.close();
  }

  private static NewEntry entry(int i) {
    return new NewEntry(Topic.OUTBOX, "user:" + i, "contact", "contact/contact-" + i, "", "body");
  }

  private static void refuse(Lanes lanes, List<NewEntry> entries) {
    lanes.append(entries).join();
    lanes
        .settle(
            lanes.claim(Topic.OUTBOX, entries.size()).join().stream()
                .map(entry -> Settlement.refused(entry, "invalid_event"))
                .toList())
        .join();
  }

  private void fill() throws SQLException {
    for (int i = 0; i < ROWS; i++) {
      FlaggedTable.add(session, Topic.OUTBOX, FlaggedTable.UNMATCHED, i);
      fill(BOT, i);
      // As a neighbour whose rows come later, and before
      fill(OTHER, i);
      session.update("INSERT INTO audit (at_ms, who, what) VALUES (0, 'me', 'erased')");
    }
    for (Span span : Span.values()) {
      fill(span);
    }
    session.commit();
  }

  private void fill(BotName bot, int i) throws SQLException {
    session.update("INSERT INTO binding VALUES (?, ?, ?, 0)", bot.value(), "uid" + i, i);
    session.update("INSERT INTO attribution VALUES (?, ?, ?)", bot.value(), i, "uid" + i);
    session.update(
        "INSERT INTO conflict (bot, kind, entry_key, kept, offered, seen_at_ms)"
            + " VALUES (?, 'bind', ?, '1', '2', 0)",
        bot.value(),
        "uid" + i);
  }

  /** As much as is kept of a span, for each step and currency of two bots. */
  private void fill(Span span) throws SQLException {
    fill(BOT, span);
    fill(OTHER, span);
  }

  private void fill(BotName bot, Span span) throws SQLException {
    for (int back = 0; back < spansOf(span); back++) {
      long from = clock.millis() - back * span.length().toMillis();
      for (Step step : Step.values()) {
        new FunnelTable(session, bot).add(span, step, from, 1);
      }
      for (String currency : CURRENCIES) {
        session.update(
            "INSERT INTO revenue VALUES (?, ?, ?, ?, TRUE, 1, 1)",
            bot.value(),
            span.word(),
            currency,
            from);
      }
    }
  }

  private static int spansOf(Span span) {
    return (int) (span.kept().toMillis() / span.length().toMillis());
  }

  private void assertLooksAtMost(int rows, Look look) throws SQLException {
    meter.asked();
    look.at();
    assertThat(meter.asked())
        .isNotEmpty()
        .allSatisfy(query -> assertThat(query.scanned()).as(query.sql()).isLessThan(rows + FEW));
  }

  private static List<Filter> filters() {
    return List.of(
        Filter.ALL,
        Filter.ALL.in(State.DELIVERED),
        Filter.ALL.in(State.REFUSED),
        Filter.ALL.withEid("contact", "contact-7"));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void aPageOfAListing(Filter filter) throws SQLException {
    assertLooksAtMost(A_PAGE, () -> listings.page(session, filter, Long.MAX_VALUE, SHOWN));
    assertLooksAtMost(A_PAGE, () -> listings.page(session, filter, ROWS / 2, SHOWN));
  }

  @Test
  void whatIsKnownOfAUser() throws SQLException {
    UserId user = new UserId(7);
    assertLooksAtMost(FEW, () -> listings.timeline(session, user, SHOWN));
    assertLooksAtMost(FEW, () -> bindings.uidsOf(session, user));
    assertLooksAtMost(FEW, () -> bindings.ownerOf(session, new ClickId("uid7")));
  }

  @Test
  void aSingleEntry() throws SQLException {
    KeyHash key = KeyHash.of(Topic.OUTBOX, "contact/contact-7");
    assertLooksAtMost(FEW, () -> EntryTable.id(session, key));
    assertLooksAtMost(FEW, () -> EntryRow.of(session, 7));
  }

  @Test
  void theNewestUnmatchedBinds() throws SQLException {
    assertLooksAtMost(
        SHOWN,
        () ->
            FlaggedTable.ids(session, Topic.OUTBOX, FlaggedTable.UNMATCHED, Long.MAX_VALUE, SHOWN));
  }

  @Test
  void theNewestConflicts() throws SQLException {
    assertLooksAtMost(SHOWN, () -> new Conflicts(BOT).latest(session, SHOWN));
  }

  @Test
  void whatOperatorsDidLast() throws SQLException {
    assertLooksAtMost(SHOWN, () -> AuditTable.latest(session, SHOWN));
  }

  @ParameterizedTest
  @EnumSource(Period.class)
  void theFunnelOfAPeriodLooksAtItsOwnSpans(Period period) throws SQLException {
    int kept = spansOf(period.span()) * Math.max(Step.values().length, CURRENCIES.size());
    assertLooksAtMost(
        kept, () -> FunnelReports.funnel(new FunnelTable(session, BOT), period, clock.millis()));
  }

  @Test
  void whetherItIsSilent() throws SQLException {
    int kept = spansOf(Span.HOUR) * Step.values().length;
    assertLooksAtMost(
        kept, () -> FunnelReports.stalledSteps(new FunnelTable(session, BOT), clock.millis()));
  }
}
