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
 * transaction-outbox on a file of its own. Its settings stay as they come but where its own
 * documentation says to choose: the executor.
 */
public final class TransactionOutboxPeer implements AutoCloseable {
  /** What is scheduled stays, so that enqueueing is measured alone, or a backlog made. */
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

  /** An outbox that has its entries done by that submitter. */
  public TransactionOutbox outbox(Poster poster, Submitter submitter) {
    return builder(poster, submitter).build();
  }

  /** An outbox whose entries are due a second after they were scheduled, instead of 2 minutes. */
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
