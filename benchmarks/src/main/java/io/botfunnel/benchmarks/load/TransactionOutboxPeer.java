package io.botfunnel.benchmarks.load;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutbox.TransactionOutboxBuilder;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;

/**
 * transaction-outbox on its own file. It keeps its defaults, except the executor, for which its
 * documentation asks to choose.
 */
public final class TransactionOutboxPeer implements AutoCloseable {
  /** Leaves scheduled entries alone, to measure only enqueueing or to build a backlog. */
  public static final Submitter NOTHING_AT_ONCE = (entry, local) -> {};

  private final HikariDataSource pool;
  private final TransactionManager transactions;

  public TransactionOutboxPeer(Path file, int connections) {
    this.pool = Pool.open(file, connections);
    this.transactions = TransactionManager.fromDataSource(pool);
  }

  public TransactionManager transactions() {
    return transactions;
  }

  /** Returns an outbox whose entries run on the given submitter. */
  public TransactionOutbox outbox(Poster poster, Submitter submitter) {
    return builder(poster, submitter).build();
  }

  /** Returns an outbox whose entries are due a second after scheduling, instead of 2 minutes. */
  public TransactionOutbox dueSoon(Poster poster) {
    return builder(poster, NOTHING_AT_ONCE).attemptFrequency(Duration.ofSeconds(1)).build();
  }

  private TransactionOutboxBuilder builder(Poster poster, Submitter submitter) {
    return TransactionOutbox.builder()
        .transactionManager(transactions)
        .persistor(Persistor.forDialect(Dialect.H2))
        .instantiator(Instantiator.using(type -> poster))
        .submitter(submitter);
  }

  @Override
  public void close() {
    pool.close();
  }
}
