package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.bot.Bot;
import io.botfunnel.bot.BotContext;
import io.botfunnel.bot.dispatch.QuarantineTrials;
import io.botfunnel.starter.cli.Shell;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a handler that is deadly. A death is what it leaves on disk: the files are copied
 * while the handler runs, and the next life begins with the copy.
 */
@Tag("slow")
class QuarantineTest {
  private static final Filter REFUSED =
      new Filter(Topic.INBOX, State.REFUSED, null, null, null, null, null);

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private final AtomicInteger tries = new AtomicInteger();
  private final Queue<String> handledNow = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch release = new CountDownLatch(0);
  private volatile boolean failsOnce;
  private TestBot given;
  private int lives;

  @BeforeEach
  void servers() {
    given = new TestBot(folder);
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private void handle(BotContext context) throws Exception {
    if (context.text().equals("die")) {
      tries.incrementAndGet();
      release.await();
      failOnce();
    }
    handledNow.add(context.text());
  }

  private void failOnce() {
    if (failsOnce) {
      failsOnce = false;
      throw new IllegalStateException("not yet");
    }
  }

  private Path home() {
    return folder.resolve("life" + lives);
  }

  private BotApplication live() throws IOException {
    Files.createDirectories(home());
    handledNow.clear();
    given.with("tracking.outbox.url", home().resolve("outbox").toString());
    return given.start(Bot.handling(this::handle), clock);
  }

  /** Lives until the handler runs, and leaves what a kill would leave then. */
  private void dieOfIt(Duration after) throws IOException {
    int before = tries.get();
    release = new CountDownLatch(1);
    try (BotApplication bot = live()) {
      clock.advance(after);
      bot.wake();
      await().until(() -> tries.get() > before);
      copy();
      release.countDown();
    }
    lives++;
  }

  /** The journal first: what it tells besides is known. */
  private void copy() throws IOException {
    Path next = Files.createDirectories(folder.resolve("life" + (lives + 1)));
    for (String name : new String[] {"outbox.journal", "outbox.mv.db"}) {
      Path file = home().resolve(name);
      if (Files.exists(file)) {
        Files.copy(file, next.resolve(name));
      }
    }
  }

  /** Once among others, and three times alone. */
  private void proveItDeadly() throws IOException {
    given.telegram.user(1).says("die").says("behind it");
    dieOfIt(Duration.ZERO);
    dieOfIt(Duration.ZERO);
    dieOfIt(Duration.ofSeconds(2));
    dieOfIt(Duration.ofSeconds(4));
  }

  /** Handles what is not deadly, which quarantines what is. */
  private Recorded quarantined(BotApplication bot) {
    await().until(() -> bot.inboxBooks().refused() == 1 && bot.inboxBooks().delivered() == 1);
    assertThat(handledNow).containsExactly("behind it");
    return theOnly(bot);
  }

  private static Recorded theOnly(BotApplication bot) {
    return bot.tracking().operations().list(REFUSED, Long.MAX_VALUE, 9).entries().get(0);
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  @Test
  void anUpdateIsQuarantinedAfterThreeDeathsWhileItRanAlone() throws Exception {
    proveItDeadly();
    try (BotApplication bot = live()) {
      Recorded quarantined = quarantined(bot);
      assertThat(quarantined.reason()).isEqualTo("the process died 3 times while it ran alone");
      assertThat(quarantined.nextTrialAt()).isEqualTo(in(Duration.ofMinutes(10)));
      assertThat(bot.inboxBooks()).isEqualTo(new Books(2, 0, 1, 0, 1, 0)).matches(Books::balanced);
      assertThat(tries).hasValue(4);
    }
  }

  @Test
  void metricsAndStatusSayHowManyAreQuarantinedAndWhenTheNextTrialIsDue() throws Exception {
    given.withConsole();
    proveItDeadly();
    String trials;
    try (BotApplication bot = live()) {
      Instant due = Objects.requireNonNull(quarantined(bot).nextTrialAt());
      trials = "1 of inbox quarantined; the next trial is due " + SHOWN.format(due);
      await().until(() -> quarantinedIn(bot, Topic.INBOX) == 1);
      assertThat(quarantinedIn(bot, Topic.CONVERSIONS)).isZero();
      assertThat(status().out()).contains("runs as", trials);
      JsonNode told = status("--json").json().path("quarantined").path(0);
      assertThat(told.path("topic").asText()).isEqualTo("inbox");
      assertThat(told.path("entries").asInt()).isOne();
      assertThat(told.path("nextTrialAtMs").asLong()).isEqualTo(due.toEpochMilli());
    }
    assertThat(status().out()).contains("does not run", trials);
    try (BotApplication bot = live()) {
      clock.advance(Duration.ofMinutes(10));
      await().until(() -> bot.inboxBooks().delivered() == 2);
      clock.advance(Duration.ofSeconds(1));
      await().until(() -> quarantinedIn(bot, Topic.INBOX) == 0);
      assertThat(status().out()).doesNotContain("quarantined");
    }
  }

  private static double quarantinedIn(BotApplication bot, Topic topic) {
    return new Scrape(bot.metrics()).of("botfunnel_quarantined{topic=\"" + topic + "\"}");
  }

  private Shell.Answer status(String... more) {
    String outbox = home().resolve("outbox").toString();
    return new Shell()
        .with("tracking.outbox.url", outbox)
        .run(Stream.concat(Stream.of("outbox", "status"), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void itIsTriedAgainOnceTheProcessHasLivedForLong() throws Exception {
    proveItDeadly();
    try (BotApplication bot = live()) {
      quarantined(bot);
      clock.advance(Duration.ofMinutes(10));
      await().until(() -> bot.inboxBooks().delivered() == 2);
      assertThat(handledNow).containsExactly("behind it", "die");
      assertThat(bot.inboxBooks()).isEqualTo(new Books(2, 0, 2, 0, 0, 0));
    }
  }

  @Test
  void itIsTriedAtGrowingIntervalsWhileTheProcessDiesOfIt() throws Exception {
    proveItDeadly();
    try (BotApplication bot = live()) {
      quarantined(bot);
    }
    dieOfIt(Duration.ofMinutes(10));
    try (BotApplication bot = live()) {
      assertThat(theOnly(bot).nextTrialAt()).isEqualTo(in(Duration.ofHours(1)));
    }
    dieOfIt(Duration.ofHours(1));
    try (BotApplication bot = live()) {
      assertThat(theOnly(bot).nextTrialAt()).isEqualTo(in(Duration.ofHours(6)));
      assertThat(bot.inboxBooks().refused()).isOne();
    }
  }

  @Test
  void aTrialThatFailsEndsAsEveryFailureDoes() throws Exception {
    given.with("bot.handler-retries", "1");
    proveItDeadly();
    try (BotApplication bot = live()) {
      quarantined(bot);
      failsOnce = true;
      clock.advance(Duration.ofMinutes(10));
      await().until(() -> bot.inboxBooks().waiting() == 1);
      clock.advance(Duration.ofSeconds(1));
      bot.wake();
      await().until(() -> bot.inboxBooks().delivered() == 2);
      assertThat(tries).hasValue(6);
    }
  }

  @Test
  void othersGoOnBesideASuspectThatHangsAndADeathCountsAgainstNobody() throws Exception {
    given.telegram.user(1).says("die");
    dieOfIt(Duration.ZERO);
    for (int life = 0; life < QuarantineTrials.MOST_DEATHS + 1; life++) {
      dieWhileItHangs("other " + life, life + 2);
    }
    try (BotApplication bot = live()) {
      await().until(() -> bot.inboxBooks().waiting() == 0);
      assertThat(bot.inboxBooks().refused()).isZero();
      assertThat(handledNow).contains("die");
    }
  }

  /** What is left once others have gone on. */
  private void dieWhileItHangs(String other, int updates) throws IOException {
    int before = tries.get();
    release = new CountDownLatch(1);
    try (BotApplication bot = live()) {
      await().until(() -> tries.get() > before);
      // A chat of its own: what the life before has handled last may be a suspect in this one.
      given.telegram.user(10 + lives).says(other);
      await().until(() -> bot.inboxBooks().accepted() == updates);
      assertThat(handledNow).doesNotContain(other);
      clock.advance(Duration.ofSeconds(3));
      await().until(() -> handledNow.contains(other));
      copy();
      release.countDown();
    }
    lives++;
  }

  @Test
  void aStopWhileASuspectRunsAloneIsNoDeath() throws Exception {
    given.telegram.user(1).says("die");
    dieOfIt(Duration.ZERO);
    dieOfIt(Duration.ZERO);
    dieOfIt(Duration.ofSeconds(2));
    int before = tries.get();
    release = new CountDownLatch(1);
    try (BotApplication bot = live()) {
      clock.advance(Duration.ofSeconds(4));
      bot.wake();
      await().until(() -> tries.get() > before);
    }
    release = new CountDownLatch(0);
    try (BotApplication bot = live()) {
      await().until(() -> bot.inboxBooks().delivered() == 1);
      assertThat(bot.inboxBooks().refused()).isZero();
    }
  }
}
