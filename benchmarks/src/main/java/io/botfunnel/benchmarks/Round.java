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
    int latencySeconds) {
  /** Half as much and half as long, of the same users. */
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
        Math.max(1, latencySeconds / 2));
  }
}
