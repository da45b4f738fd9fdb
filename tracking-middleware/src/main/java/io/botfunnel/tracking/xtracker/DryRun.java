package io.botfunnel.tracking.xtracker;

import io.botfunnel.tracking.delivery.Answer;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.xtracker.http.BaseUrl;
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
 * XTRACKER in a dry run: each request is shown in the log instead of sent, and taken as delivered;
 * the log says so at the start and every 15 minutes. It opens no connection and asks for no bearer.
 * Thread-safe.
 */
public final class DryRun implements Xtracker {
  /** What is noted of an entry that was shown and not sent. */
  public static final String NOTE = "dry run: not sent";

  private static final Logger log = LoggerFactory.getLogger(DryRun.class);
  private static final Duration REMINDER = Duration.ofMinutes(15);
  private static final String UID_PREFIX = "dry-run-";

  private final BaseUrl url;
  private final String outbox;
  private final ScheduledExecutorService reminder =
      Executors.newSingleThreadScheduledExecutor(DryRun::thread);

  private DryRun(BaseUrl url, String outbox) {
    this.url = url;
    this.outbox = outbox;
  }

  /**
   * Begins a dry run.
   *
   * @param url where the requests would go
   * @param outbox its own outbox, for the log
   * @throws IllegalArgumentException if XTRACKER cannot be at that url
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
  public CompletableFuture<Answer> send(Entry entry) {
    show(Call.of(entry.kind()), entry.body());
    return CompletableFuture.completedFuture(Answer.of(Answer.Verdict.DELIVERED, NOTE));
  }

  /** The uid is made up and says so: the bot goes on, and nobody takes its link for a real one. */
  @Override
  public CompletableFuture<ClickId> registerClick(Click click) {
    show(Call.CLICKS, Clicks.body(click));
    return CompletableFuture.completedFuture(new ClickId(UID_PREFIX + UUID.randomUUID()));
  }

  private void show(Call call, String body) {
    log.info("{}: POST {}, Authorization: Bearer ***, {}", NOTE, url.at(call.path()), body);
  }

  /** There is none to change. */
  @Override
  public long secretVersion() {
    return 0;
  }

  @Override
  public void close() {
    reminder.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "botfunnel-dry-run");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String toString() {
    return "DryRun[" + url + "]";
  }
}
