package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.figure.Spread;
import io.botfunnel.benchmarks.load.drain.OursClaims;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Measures the time from a process's death until another has claimed all its entries. Several
 * takeovers run in parallel, each on its own tables.
 */
final class Takeovers {
  private final List<CompletableFuture<Double>> underWay;

  private Takeovers(List<CompletableFuture<Double>> underWay) {
    this.underWay = underWay;
  }

  static Takeovers begin(Lab lab, PostgresServer postgres) {
    return new Takeovers(
        Stream.generate(postgres::newDatabase)
            .limit(lab.scale().rounds())
            .map(url -> begin(lab, url))
            .toList());
  }

  private static CompletableFuture<Double> begin(Lab lab, String url) {
    return CompletableFuture.supplyAsync(() -> takeover(lab, url), run -> new Thread(run).start());
  }

  /** Returns the times in seconds. */
  Spread took() {
    return Spread.of(underWay.stream().map(CompletableFuture::join).toList());
  }

  private static double takeover(Lab lab, String url) {
    Arguments arguments = Arguments.none().with("outbox", url);
    try (ChildJvm holder = lab.jvm(Conditions.CONTENDER_HEAP);
        ChildJvm other = lab.jvm(Conditions.CONTENDER_HEAP)) {
      holder.run(OursClaims.class, arguments.with("what", "hold"));
      long killedAt = System.nanoTime();
      holder.kill();
      Measured taken = other.run(OursClaims.class, arguments.with("what", "take_over"));
      return (taken.get("at_nanos") - killedAt) / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
