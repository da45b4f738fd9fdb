package io.botfunnel.benchmarks;

/**
 * How much each contender does in a round.
 *
 * @param appends our appends in a burst, which fits into the memtable and is flushed afterwards
 * @param stream our appends in a stream, which does not fit into the memtable before a flush
 * @param peerAppends the appends of each peer
 * @param syncedRows the rows with a sync each
 * @param forces the forced writes to a bare file
 * @param events the events to deliver
 * @param users the number of users that have these events
 * @param clusterEvents the events to deliver from PostgreSQL
 * @param latencySeconds the length of the latency measurement, at 200 events a second
 * @param gatewaySeconds the length of the gateway measurement, at 100 updates a second
 */
record Round(
    int appends,
    int stream,
    int peerAppends,
    int syncedRows,
    int forces,
    int events,
    int users,
    int clusterEvents,
    int latencySeconds,
    int gatewaySeconds) {
  /** Returns half the amounts but the same seconds, because the time decides what gets compiled. */
  Round half() {
    return new Round(
        appends / 2,
        stream / 2,
        peerAppends / 2,
        syncedRows / 2,
        forces / 2,
        events / 2,
        users,
        clusterEvents / 2,
        latencySeconds,
        gatewaySeconds);
  }
}
