package io.botfunnel.starter.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.starter.ChildBot;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.outbox.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Days of a bot with some 2,000 events each, in minutes: its clock is stepped, its tracker fails
 * for hours and days, it is stopped and killed and goes on. Each evening its books balance, its
 * outbox has what it has to keep and nothing else, and its files are no larger than twice that and
 * 16 MB; its heap, threads and open files stay as many as they were.
 *
 * <p>{@code -Dbotfunnel.soak.days=30} asks for the month.
 */
@Tag("slow")
class SoakTest {
  private static final Logger log = LoggerFactory.getLogger(SoakTest.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration A_LOOK = Duration.ofMillis(20);
  private static final Duration A_STEP = Duration.ofSeconds(20);

  /** The next step must not be behind where the clock is. */
  private static final Duration MOST_OF_A_STEP = Duration.ofHours(2);

  private final SoakDays days = new SoakDays(Thoroughness.of("botfunnel.soak.days", 2, 3));
  private final SteppingClock clock = new SteppingClock(days.at(1, 0));
  private final Measured measured = new Measured();
  private final long beganNanos = System.nanoTime();
  @TempDir Path folder;
  @TempDir Path backups;
  private TestBot given;
  private Weather weather;
  private Crowd crowd;
  private Life life;
  private Path childLog;
  private int kills;
  private int stops;

  @BeforeEach
  void begin() throws IOException {
    given = new TestBot(folder).withConsole();
    given.xtracker.withClock(clock).keepBodies(false);
    given.telegram.withClock(clock).chat(Crowd.CHANNEL).ofType("channel");
    given
        .with("tracking.subscribed.chats", "" + Crowd.CHANNEL)
        .with("tracking.payments.enabled", "true")
        .with("tracking.outbox.retention", days.entriesKept() + "d")
        .with("tracking.outbox.dedupe-retention", days.keysKept() + "d")
        .with("gateway.enabled", "true")
        .with("gateway.port", "0")
        .with("xtracker.ingest-token", given.xtracker.ingestToken());
    weather = new Weather(given.xtracker, days);
    crowd = new Crowd(given.telegram, given.xtracker, days.usersAStep());
    childLog = Files.createDirectories(Path.of("target", "soak")).resolve("bot.log");
    Files.deleteIfExists(childLog);
    beginLife();
    // Who joins a channel is told to a bot alone that has asked for it
    await().atMost(PATIENCE).until(given.telegram::polling);
  }

  @AfterEach
  void end() {
    life.close();
    crowd.close();
    given.close();
  }

  @Test
  void staysSmallFlatBalancedAndKeepsWhatItHasTo() throws IOException {
    for (int day = 1; day <= days.count(); day++) {
      for (int hour = 0; hour < SoakDays.HOURS; hour += SoakDays.STEP_HOURS) {
        live(day, hour);
      }
      measured.add(evening(day));
      log.info("{}", measured.last());
    }
    measured.assertFlat(days.longLifeFrom(), days.longLifeTo());
    assertEachRowIsThereOnce();
    log.info("{}", summary());
  }

  private void beginLife() throws IOException {
    Map<String, String> environment = new HashMap<>(ChildBot.environment(given));
    environment.put(SoakChild.NOW, clock.instant().toString());
    environment.put(SoakChild.RETENTION, Duration.ofDays(days.entriesKept()).toString());
    environment.put(SoakChild.KEYS, Duration.ofDays(days.keysKept()).toString());
    life = new Life(environment, childLog);
    crowd.calls(life.gateway());
  }

  private void live(int day, int hour) throws IOException {
    clock.set(days.at(day, hour));
    life.stepTo(clock.instant());
    Weather.Kind kind = weather.become(day, hour);
    crowd.act(day);
    if (hour == SoakDays.HOURS - SoakDays.STEP_HOURS) {
      reportAgain(day);
    }
    end(days.endAt(day, hour));
    awaitHandled();
    if (kind.delivers()) {
      awaitDelivered();
    }
  }

  /** What the partner reported is known for as long as keys are kept, and no longer. */
  private void reportAgain(int day) {
    int known = day - days.keysKept() + 1;
    int forgotten = day - days.keysForgottenAfter();
    if (known >= 1) {
      crowd.reportAgain(day, known, true);
    }
    if (forgotten >= 1) {
      crowd.reportAgain(day, forgotten, false);
    }
  }

  private void end(SoakDays.End end) throws IOException {
    if (end == SoakDays.End.NONE) {
      return;
    }
    if (end == SoakDays.End.KILL) {
      life.kill();
      kills++;
    } else {
      life.stop();
      stops++;
    }
    beginLife();
  }

  private Standing now() {
    return life.stepTo(clock.instant());
  }

  private void awaitHandled() {
    await()
        .atMost(PATIENCE)
        .pollInterval(A_LOOK)
        .until(() -> now().inbox().delivered() == crowd.updates());
  }

  private void awaitDelivered() {
    Instant latest = clock.instant().plus(MOST_OF_A_STEP);
    await()
        .atMost(PATIENCE)
        .pollInterval(A_LOOK)
        .until(
            () -> {
              passTime(latest);
              return now().outbox().waiting() == 0;
            });
  }

  private void passTime(Instant latest) {
    if (clock.instant().isBefore(latest)) {
      clock.advance(A_STEP);
    }
  }

  private Day evening(int day) throws IOException {
    Standing standing = now();
    assertBooks(standing);
    Look look = retained(day);
    long living = Living.bytes(life, backups);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Living.filesOf(outbox()))
                    .as("day %d: files of an outbox in which %,d bytes live", day, living)
                    .isLessThanOrEqualTo(Day.mostBytes(living)));
    return new Day(day, Living.filesOf(outbox()), living, look, standing);
  }

  private Path outbox() {
    return folder.resolve("outbox");
  }

  private void assertBooks(Standing standing) {
    Books outbox = standing.outbox();
    assertThat(standing).matches(Standing::balanced, "balanced");
    assertThat(standing.inbox().accepted()).isEqualTo(crowd.updates());
    assertThat(outbox.accepted()).as("of %s", outbox).isEqualTo(crowd.accepted());
    if (outbox.waiting() == 0) {
      assertThat(outbox.refused()).as("of %s", outbox).isEqualTo(crowd.refused());
      assertThat(given.xtracker.ledger().events()).hasSize(crowd.rows().size());
    }
  }

  /** What was just reported may be in the write-ahead log alone until some time has passed. */
  private Look retained(int day) {
    int first = Math.max(1, day + 1 - days.entriesKept());
    AtomicReference<Look> last = new AtomicReference<>();
    Instant latest = clock.instant().plus(MOST_OF_A_STEP);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              passTime(latest);
              now();
              Look look = life.look(days.at(first, 0));
              last.set(look);
              assertThat(look.overdue()).as("day %d: kept too long", day).isZero();
              assertThat(look.young())
                  .as("day %d: entries since day %d", day, first)
                  .isEqualTo(crowd.acceptedFrom(first, day));
            });
    return last.get();
  }

  private void assertEachRowIsThereOnce() {
    assertThat(given.xtracker.ledger().events().stream().map(SoakTest::shown))
        .containsExactlyInAnyOrderElementsOf(crowd.rows());
  }

  private static String shown(RecordedEvent row) {
    return Crowd.shown(row.event(), row.uid(), row.eid(), row.value(), row.currency());
  }

  private String summary() {
    Day last = measured.last();
    Day worst = measured.worst();
    return "soak of %d days in %d s: %s, %,d rows at the tracker once each; %d kills, %d clean stops, %d outages; files %s MB with %s MB living, at most %s with %s; heap %s / %s / %s MB on days 1 / %d / %d"
        .formatted(
            days.count(),
            Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds(),
            last.standing().outbox(),
            crowd.rows().size(),
            kills,
            stops,
            weather.outages(),
            Day.megabytes(last.fileBytes()),
            Day.megabytes(last.livingBytes()),
            Day.megabytes(worst.fileBytes()),
            Day.megabytes(worst.livingBytes()),
            heap(1),
            heap(days.longLifeFrom()),
            heap(days.count()),
            days.longLifeFrom(),
            days.count());
  }

  private String heap(int day) {
    return Day.megabytes(measured.day(day).look().heapBytes());
  }
}
