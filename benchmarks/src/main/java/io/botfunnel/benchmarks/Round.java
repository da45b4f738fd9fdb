package io.botfunnel.benchmarks;

/**
 * How much of what is compared is measured in a round.
 *
 * @param appends of ours: a burst, which is filed afterwards
 * @param stream of ours that goes on and on: more than there is room for before they are filed
 * @param peerAppends of each peer
 * @param syncedRows where each row is synced
 * @param forces of the bare file
 * @param events that are drained
 * @param users whose events they are
 * @param clusterEvents that are drained from PostgreSQL
 * @param latencySeconds at 200 events a second
 * @param gatewaySeconds at 100 updates a second
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
  /** Half as much, but as long where little is asked for: what compiles it counts seconds. */
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
