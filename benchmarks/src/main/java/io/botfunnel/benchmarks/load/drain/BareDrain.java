package io.botfunnel.benchmarks.load.drain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.BareClient;
import io.botfunnel.benchmarks.load.CpuMeter;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.benchmarks.load.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The ceiling: posts the same bodies from memory, always with as many in flight as we may have. */
public final class BareDrain implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int inFlight = arguments.number("in_flight");
    List<byte[]> bodies = bodies(arguments.number("events"), arguments.number("users"));
    System.gc();
    try (BareClient client = new BareClient(arguments.uri("server"), inFlight)) {
      Posting posting = new Posting(client, bodies);
      CpuMeter cpu = CpuMeter.start(posting::answered);
      for (int i = 0; i < inFlight; i++) {
        posting.next();
      }
      Until.so("posted", 120, posting::allAnswered);
      return cpu.end();
    }
  }

  private static List<byte[]> bodies(int events, int users) {
    List<byte[]> bodies = new ArrayList<>();
    for (int event = 0; event < events; event++) {
      bodies.add(Workload.body(event, users).getBytes(UTF_8));
    }
    return bodies;
  }

  /** Posts the next body after each answer. */
  private static final class Posting {
    private final BareClient client;
    private final List<byte[]> bodies;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile @Nullable String failure;

    Posting(BareClient client, List<byte[]> bodies) {
      this.client = client;
      this.bodies = bodies;
    }

    int answered() {
      return answered.get();
    }

    boolean allAnswered() {
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      return answered.get() == bodies.size();
    }

    void next() {
      int event = begun.getAndIncrement();
      if (event < bodies.size()) {
        client.post(bodies.get(event)).whenComplete(this::answered);
      }
    }

    private void answered(@Nullable Integer code, @Nullable Throwable broken) {
      if (code == null || code != 200) {
        failure = "Answer %s, %s".formatted(code, broken);
      } else {
        answered.incrementAndGet();
        next();
      }
    }
  }
}
