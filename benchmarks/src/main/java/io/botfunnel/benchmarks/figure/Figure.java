package io.botfunnel.benchmarks.figure;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures that the README states, by the names they have in {@code results.json}. */
public enum Figure {
  APPEND_DURABLE_RATIO(
      "append.durable.ratio",
      "durable appends/s of 16 callers ÷ one sync per row",
      Bound.atLeast(10)),
  APPEND_VS_PEERS_RATIO(
      "append.vs_peers.ratio", "the same ÷ the better peer's enqueue", Bound.atLeast(1)),
  DRAIN_VS_TRANSACTION_OUTBOX(
      "drain.vs_transaction_outbox", "events/s to the server", Bound.atLeast(5)),
  DRAIN_VS_DB_SCHEDULER("drain.vs_db_scheduler", "events/s to the server", Bound.atLeast(2.5)),
  DRAIN_VS_BARE_HTTPCLIENT5(
      "drain.vs_bare_httpclient5", "events/s ÷ bare, as many in flight", Bound.atLeast(0.8)),
  DRAIN_BACKLOG_1M_OVER_10K(
      "drain.backlog_1m_over_10k", "events/s with 1,000,000 ÷ 10,000 waiting", Bound.atLeast(0.9)),
  LATENCY_P99_OVER_FLOOR(
      "latency.p99_over_floor",
      "hook to server, p99 at 200/s ÷ (bare HTTP + raw force)",
      Bound.atMost(2)),
  CPU_S_PER_10K("cpu.s_per_10k", "processor seconds per 10,000 delivered", null),
  CPU_VS_BARE_HTTPCLIENT5("cpu.vs_bare_httpclient5", "the same ÷ bare", Bound.atMost(1.5)),
  HEAP_MB_AT_1M("heap.mb_at_1m", "most heap after a collection, -Xmx64m", Bound.atMost(64)),
  FILE_MB_IDLE_AFTER_1M(
      "file.mb_idle_after_1m",
      "after a million in and out, past its retention, idle",
      Bound.atMost(32)),
  MIDDLEWARE_NS_PER_UNTRACKED_UPDATE(
      "middleware.ns_per_untracked_update", "JMH", Bound.atMost(1_000)),
  START_MS_OVER_H2_OPEN(
      "start.ms_over_h2_open", "start of the library ÷ bare H2 open", Bound.atMost(2)),
  CONSOLE_PAGE_MS_AT_1M(
      "console.page_ms_at_1m",
      "the operator's page and all it asks at first, -Xmx64m",
      Bound.atMost(1_000)),
  CONSOLE_FEED_MS_AT_1M(
      "console.feed_ms_at_1m", "a hook's call until it is in the live feed", Bound.atMost(2_000)),
  GATEWAY_RUBBISH_UPDATE_RATIO(
      "gateway.rubbish_update_ratio",
      "update to handler, p99 with 2,000 requests/s of rubbish ÷ without",
      Bound.atMost(2)),
  PG_DRAIN_WORKERS_1("pg.drain.workers_1", "events/s from one PostgreSQL, by one process", null),
  PG_DRAIN_WORKERS_2("pg.drain.workers_2", "the same by two processes", null),
  PG_DRAIN_WORKERS_4("pg.drain.workers_4", "the same by four", null),
  PG_CLAIM_MS_AT_1M("pg.claim_ms_at_1m", "64 lanes leased and read, 1,000,000 lanes waiting", null),
  PG_TAKEOVER_S(
      "pg.takeover_s", "a worker is killed until another has all that it had", Bound.atMost(15)),
  PG_PURGE_PER_S("pg.purge.per_s", "rows/s of what was delivered a week ago, purged", null);

  private final String key;
  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and a number
  private final @Nullable Bound bound;

  Figure(String key, String what, @Nullable Bound bound) {
    this.key = key;
    this.what = what;
    this.bound = bound;
  }

  /** Returns the name in {@code results.json}. */
  public String key() {
    return key;
  }

  /** Returns a short description. */
  public String what() {
    return what;
  }

  /** Returns the bound; empty if the figure is only informative. */
  public Optional<Bound> bound() {
    return Optional.ofNullable(bound);
  }

  /**
   * Returns the figure of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all figures
   */
  public static Figure named(String key) {
    return Arrays.stream(values())
        .filter(figure -> figure.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No figure is named '%s'; there are %s"
                        .formatted(key, Arrays.stream(values()).map(Figure::key).toList())));
  }
}
