package io.botfunnel.tracking.internal.telegram;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.internal.telegram.capture.Capture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/** What the middleware's tests share: a clock to step, an intake that fails on demand, the log. */
@Timeout(20)
abstract class MiddlewareStage {
  static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

  final SteppingClock clock = new SteppingClock(NOW);
  final FakeIntake intake = new FakeIntake();
  final Capture capture = new Capture("MyShopBot");
  final List<Duration> waits = new ArrayList<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(TrackingMiddleware.class.getPackageName());
  final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listenToTheLog() {
    logger.setAdditive(false);
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void leaveTheLog() {
    logger.detachAppender(logged);
    logger.setAdditive(true);
  }

  final void steppingTheClock(CompletableFuture<?> end, Duration wait) {
    waits.add(wait);
    clock.advance(wait);
  }

  final TrackingMiddleware toInbox(RetryDelay delay) {
    return new TrackingMiddleware(
        new InboxRoute(new InboxEntries(99)), intake, capture, clock, delay);
  }

  final List<String> logged(Level level) {
    return logged.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  static List<Update> batch(Update... updates) {
    return new ArrayList<>(List.of(updates));
  }
}
