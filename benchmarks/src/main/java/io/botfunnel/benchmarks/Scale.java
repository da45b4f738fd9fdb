package io.botfunnel.benchmarks;

/**
 * How much is measured.
 *
 * @param rounds the rounds of everything that is compared, after a warm-up round of half the size
 * @param round the amounts of each round
 * @param smallBacklog the backlog that the large one is compared with
 * @param backlog the size of the large backlog
 * @param sample how many events of the large backlog form a sample
 * @param idleSeconds the idle time after the large backlog
 * @param clusterBacklog the size of the large backlog in PostgreSQL
 * @param purged how many events are purged in PostgreSQL
 * @param starts how often the library starts
 * @param microMillis the length of each part of the JMH run
 * @param longestSeconds the time limit of a run, without the time of its last lines
 * @param compilers an option of each JVM except JMH's
 */
record Scale(
    int rounds,
    Round round,
    int smallBacklog,
    int backlog,
    int sample,
    int idleSeconds,
    int clusterBacklog,
    int purged,
    int starts,
    int microMillis,
    int longestSeconds,
    String compilers) {
  private static final String ALL = "-XX:+TieredCompilation";

  /** Work of one second ends before C2 has compiled it, while C2 takes a core from it. */
  private static final String C1 = "-XX:TieredStopAtLevel=1";

  /** The scale of the published figures. */
  static Scale full() {
    Round round = new Round(20_000, 40_000, 20_000, 2_000, 2_000, 20_000, 5_000, 20_000, 6, 4);
    return new Scale(3, round, 10_000, 1_000_000, 20_000, 60, 1_000_000, 50_000, 3, 500, 535, ALL);
  }

  /** A scale for a smoke test; its figures are rough. */
  static Scale quick() {
    Round round = new Round(5_000, 20_000, 2_500, 500, 500, 2_500, 625, 2_000, 1, 1);
    return new Scale(1, round, 2_000, 10_000, 2_500, 3, 20_000, 5_000, 1, 250, 80, C1);
  }

  /** Returns this scale with two other values. */
  Scale with(int otherRounds, int otherClusterBacklog) {
    return new Scale(
        otherRounds,
        round,
        smallBacklog,
        backlog,
        sample,
        idleSeconds,
        otherClusterBacklog,
        purged,
        starts,
        microMillis,
        longestSeconds,
        compilers);
  }

  @Override
  public String toString() {
    return "%d rounds after a warm-up of half the size; %,d events of %,d users a drain; %,d waiting as the large"
            .formatted(rounds, round.events(), round.users(), backlog)
        + " backlog, then %d s idle; %d s at 200/s, %d s beside rubbish; %d starts; PostgreSQL: %,d events a drain, %,d waiting, %,d purged; %s"
            .formatted(
                idleSeconds,
                round.latencySeconds(),
                round.gatewaySeconds(),
                starts,
                round.clusterEvents(),
                clusterBacklog,
                purged,
                compilers);
  }
}
