package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.append.DbSchedulerAppend;
import io.botfunnel.benchmarks.load.append.OursAppend;
import io.botfunnel.benchmarks.load.append.RawAppend;
import io.botfunnel.benchmarks.load.append.SyncPerRow;
import io.botfunnel.benchmarks.load.append.TransactionOutboxAppend;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** 16 callers append: ours durably, a sync per row also durably, the peers not durably. */
final class AppendScenario implements Scenario {
  private static final String OURS = "append.durable.per_s";
  private static final String STREAM = "append.durable.stream.per_s";
  private static final String SYNCED = "append.sync_per_row.per_s";
  private static final String TRANSACTION_OUTBOX = "append.transaction_outbox.per_s";
  private static final String DB_SCHEDULER = "append.db_scheduler.per_s";
  private static final String FLOOR = "floor.append_force.per_s";

  @Override
  public Set<Figure> figures() {
    return Set.of(Figure.APPEND_DURABLE_RATIO, Figure.APPEND_VS_PEERS_RATIO);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Samples samples =
        Rounds.run(
            lab.scale(),
            List.of(
                part(lab, OURS, Contender.OURS, OursAppend.class, Round::appends),
                part(lab, SYNCED, Contender.SYNC_PER_ROW, SyncPerRow.class, Round::syncedRows),
                part(
                    lab,
                    TRANSACTION_OUTBOX,
                    Contender.TRANSACTION_OUTBOX,
                    TransactionOutboxAppend.class,
                    Round::peerAppends),
                part(
                    lab,
                    DB_SCHEDULER,
                    Contender.DB_SCHEDULER,
                    DbSchedulerAppend.class,
                    Round::peerAppends),
                part(lab, FLOOR, Contender.RAW_FILE, RawAppend.class, Round::forces)));
    part(lab, STREAM, Contender.OURS, OursAppend.class, Round::stream)
        .measure(lab.scale().round(), samples);
    samples.keepIn(report);
    report.keep(Figure.APPEND_DURABLE_RATIO, samples.ratio(OURS, SYNCED));
    report.keep(
        Figure.APPEND_VS_PEERS_RATIO,
        samples.ratioToLarger(OURS, TRANSACTION_OUTBOX, DB_SCHEDULER));
  }

  private static Rounds.Part part(
      Lab lab,
      String name,
      Contender contender,
      Class<? extends Task> task,
      ToIntFunction<Round> events) {
    return (round, samples) -> {
      Arguments arguments =
          Arguments.none().with("events", events.applyAsInt(round)).with("users", round.users());
      samples.add(name, lab.run(contender, task, arguments).get("per_s"));
    };
  }
}
