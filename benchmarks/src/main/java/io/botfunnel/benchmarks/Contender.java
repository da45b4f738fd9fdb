package io.botfunnel.benchmarks;

/** What is compared; each contender has its own JVM with the same heap. */
enum Contender {
  OURS,
  TRANSACTION_OUTBOX,
  DB_SCHEDULER,
  BARE,
  SYNC_PER_ROW,
  RAW_FILE
}
