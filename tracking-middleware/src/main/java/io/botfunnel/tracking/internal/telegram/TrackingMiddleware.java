package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.telegram.capture.Capture;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.telegram.UpdatesNotConfirmedException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Sits between Telegram's polling and the bot. What the updates of a batch mean for the funnel is
 * on disk before the batch is confirmed.
 *
 * <p>A failing write holds the batch, and with it the polling, until it succeeds: nothing is
 * confirmed and nothing is dropped. {@link #held()} reports it. No other failure of tracking
 * reaches the bot: an update that cannot be captured is logged and continues untracked.
 *
 * <p>Only the polling thread calls {@link #consume}; {@link #held()}, {@link #close()} and {@link
 * #end()} may be called from any thread.
 */
public final class TrackingMiddleware implements LongPollingUpdateConsumer {
  private final Route route;
  private final UpdateCapture capturing;
  private final RetryingIntake intake;
  private final AtomicBoolean botClosed = new AtomicBoolean();

  TrackingMiddleware(Route route, Intake intake, Capture capture, Clock clock, RetryDelay delay) {
    this.route = route;
    this.capturing = new UpdateCapture(route, capture);
    this.intake = new RetryingIntake(intake, clock, delay);
  }

  /**
   * Wraps a bot that handles its updates itself: their meaning is recorded, then the bot gets them.
   * Exceptions of the bot are logged, because the library would stop polling silently.
   *
   * <p>The guarantee covers the funnel only. An update on which the bot fails, or that is only in
   * the bot's memory when the process dies, is not delivered again.
   *
   * @param clock dates the start of a hold
   */
  public static TrackingMiddleware around(
      LongPollingUpdateConsumer bot, Intake intake, Capture capture, Clock clock) {
    return new TrackingMiddleware(new DirectRoute(bot), intake, capture, clock, RetryDelay.REAL);
  }

  /**
   * Creates a middleware that writes every update into the inbox, in one write with what it means,
   * and calls no bot. An {@link UnreadableUpdate} is recorded as refused.
   *
   * @param clock dates the start of a hold
   */
  public static TrackingMiddleware toInbox(
      InboxEntries entries, Intake intake, Capture capture, Clock clock) {
    return new TrackingMiddleware(new InboxRoute(entries), intake, capture, clock, RetryDelay.REAL);
  }

  /**
   * Takes a batch; a normal return lets the next getUpdates confirm it.
   *
   * @throws UpdatesNotConfirmedException if the middleware is ended, or the thread interrupted,
   *     before the batch is on disk; the exception must reach the polling thread
   */
  @Override
  public void consume(List<Update> updates) {
    intake.requireOpen();
    List<Captured> batch =
        updates.stream().flatMap(update -> capturing.of(update).stream()).toList();
    if (!batch.isEmpty()) {
      intake.take(batch, updates.size());
    }
    route.forward(updates);
  }

  /** The batch that cannot be written at the moment; empty when all is well. */
  public Optional<OutboxOutage> held() {
    return intake.held();
  }

  /**
   * Closes the bot once and logs what it throws. The library calls this whenever it gives up a
   * session, also after a failed registration. The middleware itself stays open and can be
   * registered again.
   */
  @Override
  public void close() {
    if (botClosed.compareAndSet(false, true)) {
      route.close();
    }
  }

  /**
   * Ends the middleware for good: a waiting {@link #consume} throws, and so does every later one.
   * It does not wait for the polling thread, which the session joins. A second call does nothing.
   */
  public void end() {
    intake.close();
    close();
  }
}
