package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.CounterColumns;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** PostgreSQL's dialect, for tables that other writers use too. */
public final class PostgresDialect implements Dialect {
  /** Few enough rows to sum, and enough that two writers seldom share one. */
  private static final int SLOTS = 64;

  private static final String SLOT = "slot";

  private final Map<CounterColumns, String> upserts = new ConcurrentHashMap<>();
  private final short slot;

  /**
   * @param writer any number that distinguishes the writer from others
   */
  public PostgresDialect(long writer) {
    this.slot = (short) Math.floorMod(writer, SLOTS);
  }

  /** Replaces character 0, which PostgreSQL's text cannot hold. */
  @Override
  public String text(String any) {
    return any.indexOf('\0') < 0 ? any : any.replace('\0', '\uFFFD');
  }

  @Override
  public void add(Session session, CounterColumns table, List<Object> key, List<BigDecimal> change)
      throws SQLException {
    Stream<Object> slotted = Stream.concat(key.stream(), Stream.of(slot));
    session.update(
        upserts.computeIfAbsent(table, PostgresDialect::upsert),
        Stream.concat(slotted, change.stream()).toArray());
  }

  private static String upsert(CounterColumns table) {
    List<String> keys = Stream.concat(table.keys().stream(), Stream.of(SLOT)).toList();
    CounterColumns slotted = new CounterColumns(table.table(), keys, table.counters());
    return slotted.insert() + slotted.orAdd();
  }

  @Override
  public void lock(Session session, String name) throws SQLException {
    session.all("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, name);
  }

  @Override
  public boolean tryLock(Session session, String name) throws SQLException {
    return session
        .first(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))",
            row -> row.getBoolean(1),
            name)
        .orElse(false);
  }
}
