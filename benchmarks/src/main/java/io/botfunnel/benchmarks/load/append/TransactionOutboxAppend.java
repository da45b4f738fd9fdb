package io.botfunnel.benchmarks.load.append;

import com.gruelbox.transactionoutbox.TransactionOutbox;
import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Callers;
import io.botfunnel.benchmarks.load.Poster;
import io.botfunnel.benchmarks.load.TransactionOutboxPeer;
import io.botfunnel.benchmarks.load.Workload;

/**
 * 16 callers of {@code schedule}, each call in its own transaction; nothing is delivered meanwhile.
 */
public final class TransactionOutboxAppend implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    try (TransactionOutboxPeer peer =
        new TransactionOutboxPeer(
            arguments.path("folder").resolve("transaction-outbox"), Callers.SIXTEEN)) {
      TransactionOutbox outbox = peer.outbox(body -> {}, TransactionOutboxPeer.NOTHING_AT_ONCE);
      double perSecond =
          Callers.perSecond(
              arguments.number("events"),
              event ->
                  peer.transactions()
                      .inTransaction(
                          () -> outbox.schedule(Poster.class).post(Workload.body(event, users))));
      return Measured.nothing().with("per_s", perSecond);
    }
  }
}
