package io.botfunnel.benchmarks;

/**
 * How much is measured.
 *
 * @param rounds of everything that is compared, after a warm-up round of half the size
 * @param appends of ours in a round of appending: a burst, which is filed afterwards
 * @param stream of ours that goes on and on: more than there is room for before they are filed
 * @param peerAppends of each peer
 * @param syncedRows where each row is synced
 * @param forces of the bare file
 * @param events in a round of draining
 * @param users whose events they are
 * @param latencySeconds at 200 events a second
 * @param smallBacklog beside which the large one is held
 * @param backlog the large one
 * @param sample how many of the large backlog are a sample
 * @param idleSeconds after it
 * @param clusterEvents in a round of draining PostgreSQL
 * @param clusterBacklog the large one in PostgreSQL
 * @param purged in PostgreSQL
 * @param starts of the library
 * @param microMillis of each part of the JMH run
 * @param longestSeconds that a run may take, less what its last lines take
 */
record Scale(
    int rounds,
    int appends,
    int stream,
    int peerAppends,
    int syncedRows,
    int forces,
    int events,
    int users,
    int latencySeconds,
    int smallBacklog,
    int backlog,
    int sample,
    int idleSeconds,
    int clusterEvents,
    int clusterBacklog,
    int purged,
    int starts,
    int microMillis,
    int longestSeconds) {
  /** As the figures are stated. */
  static Scale full() {
    return new Scale(
        3, 20_000, 40_000, 20_000, 2_000, 2_000, 20_000, 5_000, 6, 10_000, 1_000_000, 20_000, 60,
        20_000, 1_000_000, 100_000, 3, 500, 560);
  }

  /** To see that all works; its figures are rough. */
  static Scale quick() {
    return new Scale(
        1, 5_000, 20_000, 2_500, 500, 500, 2_500, 625, 2, 2_000, 50_000, 5_000, 5, 2_000, 50_000,
        20_000, 1, 250, 112);
  }

  /** Half as much of what is compared in rounds, but as long where it is slowest that counts. */
  Scale half() {
    return new Scale(
        rounds,
        appends / 2,
        stream / 2,
        peerAppends / 2,
        syncedRows / 2,
        forces / 2,
        events / 2,
        users,
        latencySeconds,
        smallBacklog,
        backlog,
        sample,
        idleSeconds,
        clusterEvents / 2,
        clusterBacklog,
        purged,
        starts,
        microMillis,
        longestSeconds);
  }

  /** The same, but for these two. */
  Scale with(int otherRounds, int otherClusterBacklog) {
    return new Scale(
        otherRounds,
        appends,
        stream,
        peerAppends,
        syncedRows,
        forces,
        events,
        users,
        latencySeconds,
        smallBacklog,
        backlog,
        sample,
        idleSeconds,
        clusterEvents,
        otherClusterBacklog,
        purged,
        starts,
        microMillis,
        longestSeconds);
  }

  @Override
  public String toString() {
    return "%d rounds after a warm-up of half the size; %,d events of %,d users a drain; %,d waiting as the large"
            .formatted(rounds, events, users, backlog)
        + " backlog, then %d s idle; %d s at 200/s; %d starts; PostgreSQL: %,d events a drain, %,d waiting, %,d purged"
            .formatted(idleSeconds, latencySeconds, starts, clusterEvents, clusterBacklog, purged);
  }
}
