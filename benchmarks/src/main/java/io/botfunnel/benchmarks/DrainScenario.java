package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.drain.BareDrain;
import io.botfunnel.benchmarks.load.drain.DbSchedulerDrain;
import io.botfunnel.benchmarks.load.drain.OursDrain;
import io.botfunnel.benchmarks.load.drain.TransactionOutboxDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Delivers a backlog: events per second at the server, from the first to the last event. */
final class DrainScenario implements Scenario {
  private static final String OURS = "drain.ours.";
  private static final String TRANSACTION_OUTBOX = "drain.transaction_outbox.";
  private static final String DB_SCHEDULER = "drain.db_scheduler.";
  private static final String BARE = "drain.bare_httpclient5.";
  private static final String RATE = "per_s";
  private static final String CPU = "cpu_s_per_10k";

  /** The bare client finishes so fast that a warm-up as long as the others' would leave it cold. */
  private static final int BARE_WARM_UPS = 4;

  private final @Nullable Path profile;

  /**
   * @param profile the file for a flight recording of our drain, if any
   */
  DrainScenario(@Nullable Path profile) {
    this.profile = profile;
  }

  @Override
  public Set<Figure> figures() {
    return Set.of(
        Figure.DRAIN_VS_TRANSACTION_OUTBOX,
        Figure.DRAIN_VS_DB_SCHEDULER,
        Figure.DRAIN_VS_BARE_HTTPCLIENT5,
        Figure.CPU_S_PER_10K,
        Figure.CPU_VS_BARE_HTTPCLIENT5);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Rounds.Part bare =
        part(
            lab,
            BARE,
            Contender.BARE,
            BareDrain.class,
            all(lab).with("in_flight", Conditions.IN_FLIGHT));
    for (int i = 0; i < BARE_WARM_UPS; i++) {
      bare.measure(lab.scale().round(), new Samples());
    }
    Samples samples =
        Rounds.run(
            lab.scale(),
            List.of(
                part(lab, OURS, Contender.OURS, OursDrain.class, ours(lab)),
                part(
                    lab,
                    TRANSACTION_OUTBOX,
                    Contender.TRANSACTION_OUTBOX,
                    TransactionOutboxDrain.class,
                    all(lab).with("threads", Conditions.TRANSACTION_OUTBOX_THREADS)),
                part(
                    lab,
                    DB_SCHEDULER,
                    Contender.DB_SCHEDULER,
                    DbSchedulerDrain.class,
                    Conditions.dbScheduler(all(lab))),
                bare));
    samples.keepIn(report);
    keepRatios(samples, report);
  }

  private static void keepRatios(Samples samples, Report report) {
    report.keep(
        Figure.DRAIN_VS_TRANSACTION_OUTBOX, samples.ratio(OURS + RATE, TRANSACTION_OUTBOX + RATE));
    report.keep(Figure.DRAIN_VS_DB_SCHEDULER, samples.ratio(OURS + RATE, DB_SCHEDULER + RATE));
    report.keep(Figure.DRAIN_VS_BARE_HTTPCLIENT5, samples.ratio(OURS + RATE, BARE + RATE));
    report.keep(Figure.CPU_S_PER_10K, samples.of(OURS + CPU));
    report.keep(Figure.CPU_VS_BARE_HTTPCLIENT5, samples.ratio(OURS + CPU, BARE + CPU));
  }

  private static Arguments all(Lab lab) {
    return Arguments.none()
        .with("users", lab.scale().round().users())
        .with("server", lab.server().url());
  }

  private Arguments ours(Lab lab) {
    return profile == null ? all(lab) : all(lab).with("profile", profile);
  }

  private static Rounds.Part part(
      Lab lab, String name, Contender contender, Class<? extends Task> task, Arguments arguments) {
    return (round, samples) -> {
      lab.server().reset();
      double cpu = lab.run(contender, task, arguments.with("events", round.events())).get(CPU);
      samples.add(name + RATE, lab.server().rateOfAll(round.events()));
      samples.add(name + CPU, cpu);
    };
  }
}
