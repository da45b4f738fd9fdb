package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.Rubbish;
import io.botfunnel.benchmarks.load.latency.UpdatesBesideGateway;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;

/**
 * 2,000 useless requests a second at the gateway, beside 100 updates a second of the bot's own.
 * Measures the time from a user's message to its handler, with these requests and without. Both
 * share the machine's cores.
 */
final class GatewayScenario implements Scenario {
  private static final int RUBBISH_PER_SECOND = 2_000;
  private static final int UPDATES_PER_SECOND = 100;
  private static final int USERS = 200;
  private static final String QUIET = "gateway.update.quiet.";
  private static final String LOADED = "gateway.update.rubbish.";

  @Override
  public Set<Figure> figures() {
    return Set.of(Figure.GATEWAY_RUBBISH_UPDATE_RATIO);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Samples samples =
        Rounds.run(
            lab.scale(),
            List.of(
                (round, all) -> quiet(lab, round, all), (round, all) -> loaded(lab, round, all)));
    samples.keepIn(report);
    report.keep(
        Figure.GATEWAY_RUBBISH_UPDATE_RATIO, samples.ratio(LOADED + "p99_ms", QUIET + "p99_ms"));
    report.keep(
        "gateway.rubbish_update_median_ratio",
        samples.ratio(LOADED + "median_ms", QUIET + "median_ms"));
  }

  private static void quiet(Lab lab, Round round, Samples samples) throws IOException {
    add(samples, QUIET, updates(lab, round, freePort()));
  }

  private static void loaded(Lab lab, Round round, Samples samples) throws IOException {
    int port = freePort();
    try (Rubbish rubbish = Rubbish.to(port, RUBBISH_PER_SECOND)) {
      add(samples, LOADED, updates(lab, round, port));
      samples.add("gateway.rubbish.per_s", rubbish.perSecond());
    }
  }

  private static Measured updates(Lab lab, Round round, int port) throws IOException {
    return lab.run(
        Contender.OURS,
        UpdatesBesideGateway.class,
        Arguments.none()
            .with("per_s", UPDATES_PER_SECOND)
            .with("seconds", round.gatewaySeconds())
            .with("users", USERS)
            .with("port", port)
            .with("server", lab.server().url()));
  }

  private static void add(Samples samples, String name, Measured measured) {
    samples.add(name + "p99_ms", measured.get("p99_ms"));
    samples.add(name + "median_ms", measured.get("median_ms"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
