package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.BareDrain;
import io.botfunnel.benchmarks.server.ServeTestkit;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Why the server is a lean one: how fast the bare client is against it and against the testkit's,
 * which would hide what is to be compared.
 */
final class ServerScenario implements Scenario {
  @Override
  public Set<Figure> figures() {
    return Set.of();
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    try (ChildJvm testkit = ChildJvm.start(Conditions.CONTENDER_HEAP)) {
      Samples samples =
          Rounds.run(
              lab.scale().withRounds(1),
              List.of(
                  (scale, all) -> lean(lab, scale, all),
                  (scale, all) -> testkit(lab, testkit, scale, all)));
      samples.keepIn(report);
    }
  }

  private static void lean(Lab lab, Scale scale, Samples samples) throws IOException {
    lab.server().reset();
    post(lab, scale, lab.server().url());
    samples.add("server.lean.bare_per_s", lab.server().rateOfAll(scale.events()));
  }

  private static void testkit(Lab lab, ChildJvm testkit, Scale scale, Samples samples)
      throws IOException {
    int port = (int) testkit.run(ServeTestkit.class, what("port")).get("port");
    post(lab, scale, "http://127.0.0.1:" + port);
    Arguments rate = what("rate").with("events", scale.events());
    samples.add("server.testkit.bare_per_s", testkit.run(ServeTestkit.class, rate).get("per_s"));
  }

  private static void post(Lab lab, Scale scale, String server) throws IOException {
    Arguments arguments =
        Arguments.none()
            .with("events", scale.events())
            .with("users", scale.users())
            .with("in_flight", Conditions.IN_FLIGHT)
            .with("server", server);
    var unused = lab.run(Contender.BARE, BareDrain.class, arguments);
  }

  private static Arguments what(String what) {
    return Arguments.none().with("what", what);
  }
}
