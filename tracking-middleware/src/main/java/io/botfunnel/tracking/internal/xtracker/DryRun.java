package io.botfunnel.tracking.internal.xtracker;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.xtracker.http.BaseUrl;
import io.botfunnel.tracking.xtracker.Click;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * XTRACKER in a dry run: each request is logged instead of sent and counts as delivered. The log
 * says so at the start and every 15 minutes. A dry run opens no connection and needs no bearer.
 * Thread-safe.
 */
public final class DryRun implements Xtracker {
  /** The detail recorded with an entry that was shown and not sent. */
  public static final String NOTE = "dry run: not sent";

  private static final Logger log = LoggerFactory.getLogger(DryRun.class);
  private static final Duration REMINDER = Duration.ofMinutes(15);
  private static final String UID_PREFIX = "dry-run-";

  private final BaseUrl url;
  private final String outbox;
  private final ScheduledExecutorService reminder =
      Executors.newSingleThreadScheduledExecutor(DaemonThread.factory("botfunnel-dry-run"));

  private DryRun(BaseUrl url, String outbox) {
    this.url = url;
    this.outbox = outbox;
  }

  /**
   * Starts a dry run.
   *
   * @param url where the requests would go
   * @param outbox the dry run's own outbox, named in the log
   * @throws IllegalArgumentException if {@code url} breaks a rule of {@link BaseUrl}
   */
  public static DryRun start(URI url, String outbox) {
    return start(url, outbox, REMINDER);
  }

  static DryRun start(URI url, String outbox, Duration reminder) {
    DryRun dryRun = new DryRun(BaseUrl.of(url), outbox);
    dryRun.remind();
    dryRun.remindEvery(reminder);
    return dryRun;
  }

  private void remindEvery(Duration interval) {
    long millis = interval.toMillis();
    reminder.scheduleAtFixedRate(this::remind, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void remind() {
    log.warn(
        "DRY RUN: nothing is sent to XTRACKER; each request is shown here and kept in {}."
            + " To deliver, set tracking.dry-run (TRACKING_DRY_RUN) to false and restart",
        outbox);
  }

  @Override
  public CompletableFuture<AttemptResult> send(Entry entry) {
    show(Call.of(entry.kind()), entry.body());
    return CompletableFuture.completedFuture(AttemptResult.of(AttemptOutcome.DELIVERED, NOTE));
  }

  /**
   * Returns a made-up uid that is recognisable as one: the bot continues, and its link cannot be
   * mistaken for a real one.
   */
  @Override
  public CompletableFuture<ClickId> registerClick(Click click) {
    show(Call.CLICKS, Clicks.body(click));
    return CompletableFuture.completedFuture(new ClickId(UID_PREFIX + UUID.randomUUID()));
  }

  private void show(Call call, String body) {
    log.info("{}: POST {}, Authorization: Bearer ***, {}", NOTE, url.at(call.path()), body);
  }

  /** Always 0: a dry run has no secret. */
  @Override
  public long secretVersion() {
    return 0;
  }

  @Override
  public void close() {
    reminder.shutdownNow();
  }

  @Override
  public String toString() {
    return "DryRun[" + url + "]";
  }
}
