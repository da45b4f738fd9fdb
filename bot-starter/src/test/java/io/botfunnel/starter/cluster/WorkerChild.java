package io.botfunnel.starter.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A program with tracking and no bot: it calls the hooks with what it reads, and says how that
 * went.
 */
final class WorkerChild {
  private static final int CALLERS = 6;

  private final Tracking tracking;
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  private WorkerChild(Tracking tracking) {
    this.tracking = tracking;
  }

  /** Lives until it is killed, or its input ends with the test. */
  public static void main(String... none) throws IOException {
    WorkerChild worker = new WorkerChild(Opening.untilItWorks(WorkerChild::open));
    Said.say(Said.UP);
    worker.obey();
    Runtime.getRuntime().halt(0);
  }

  private static Tracking open() {
    return Tracking.builder()
        .url(URI.create(System.getenv("XTRACKER_URL")))
        .bearer(System.getenv("XTRACKER_BEARER"))
        .outbox(System.getenv("TRACKING_OUTBOX_URL"))
        .start();
  }

  private void obey() throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] numbered = Said.text(line).split(" ", 2);
      callers.execute(() -> call(numbered[0], Report.parse(numbered[1])));
    }
  }

  private void call(String number, Report report) {
    try {
      Receipt receipt = report.to(tracking);
      Said.say("%s %s %s".formatted(number, receipt.outcome(), receipt.eid()));
    } catch (OutboxUnavailableException nothingWasRecorded) {
      Said.say("%s %s %s".formatted(number, Worker.NOT, report.eid()));
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(2);
    }
  }
}
