package io.botfunnel.benchmarks;

/** Whom we compare; each lives in a JVM of its own, with the same heap. */
enum Contender {
  OURS,
  TRANSACTION_OUTBOX,
  DB_SCHEDULER,
  BARE,
  SYNC_PER_ROW,
  RAW_FILE
}
