package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.lane.Captured;
import io.botfunnel.tracking.lane.Intake;
import io.botfunnel.tracking.telegram.capture.Capture;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Stands between Telegram's polling and the bot: what the updates of a batch mean for the funnel is
 * on disk before the batch is confirmed.
 *
 * <p>A write that fails holds the batch, and with it the polling, until it succeeds: nothing is
 * confirmed and nothing is dropped; {@link #held()} tells. Nothing else that goes wrong in tracking
 * is noticed by the bot: an update that cannot be captured is logged and goes on untracked.
 *
 * <p>{@link #consume} is called by the one polling thread; {@link #held()}, {@link #close()} and
 * {@link #end()} may be called from any.
 */
public final class TrackingMiddleware implements LongPollingUpdateConsumer {
  private final Route route;
  private final Meaning meaning;
  private final RetryingIntake intake;
  private final AtomicBoolean botClosed = new AtomicBoolean();

  TrackingMiddleware(
      Route route, Intake intake, Capture capture, Clock clock, RetryDelay patience) {
    this.route = route;
    this.meaning = new Meaning(route, capture);
    this.intake = new RetryingIntake(intake, clock, patience);
  }

  /**
   * Around a bot that handles its updates itself: what they mean is recorded, then the bot gets
   * them. What the bot throws is logged, for the library would stop polling without a word.
   *
   * <p>The promise covers the funnel only: an update on which the bot fails, or that it has merely
   * queued in memory when the process dies, is not delivered again.
   *
   * @param clock tells since when a batch is held
   */
  public static TrackingMiddleware around(
      LongPollingUpdateConsumer bot, Intake intake, Capture capture, Clock clock) {
    return new TrackingMiddleware(new DirectRoute(bot), intake, capture, clock, RetryDelay.REAL);
  }

  /**
   * Into the inbox: every update is written with what it means, in one write, and nobody is called.
   * An {@link UnreadableUpdate} is set aside.
   *
   * @param clock tells since when a batch is held
   */
  public static TrackingMiddleware toInbox(
      InboxEntries entries, Intake intake, Capture capture, Clock clock) {
    return new TrackingMiddleware(new InboxRoute(entries), intake, capture, clock, RetryDelay.REAL);
  }

  /**
   * Takes a batch; a normal return lets the next getUpdates confirm it.
   *
   * @throws UpdatesNotConfirmedException if it is ended, or the thread interrupted, before the
   *     batch is on disk; it must reach the polling thread
   */
  @Override
  public void consume(List<Update> updates) {
    intake.requireOpen();
    List<Captured> batch = updates.stream().flatMap(update -> meaning.of(update).stream()).toList();
    if (!batch.isEmpty()) {
      intake.take(batch, updates.size());
    }
    route.handOver(updates);
  }

  /** The batch that cannot be written at the moment; empty when all is well. */
  public Optional<Held> held() {
    return intake.held();
  }

  /**
   * Closes the bot, once; what the bot throws there is logged. The library calls this whenever it
   * gives a session up, also after a registration that failed: the middleware itself stays open, so
   * that it can be registered again.
   */
  @Override
  public void close() {
    if (botClosed.compareAndSet(false, true)) {
      route.close();
    }
  }

  /**
   * Ends for good: a waiting {@link #consume} throws, and so does every later one. It does not wait
   * for the polling thread, which is the session's to join. A second call does nothing.
   */
  public void end() {
    intake.close();
    close();
  }
}
