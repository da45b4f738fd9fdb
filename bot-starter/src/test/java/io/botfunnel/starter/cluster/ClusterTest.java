package io.botfunnel.starter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.starter.FreePort;
import io.botfunnel.testkit.postgres.CuttableWire;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Four workers and two webhook receivers on one PostgreSQL, each a process. One is killed every few
 * seconds and begun again, PostgreSQL is stopped twice, the wire to it is cut for ten seconds. In
 * the end each conversion is in the tracker's ledger once, in its user's order, each update was
 * handled in its chat's, and the books balance; what the last ones to die had in hand was taken
 * over.
 *
 * <p>{@code -Dbotfunnel.cluster.seconds=600} asks for more of it, {@code -Dbotfunnel.seed=} for the
 * same fates again.
 */
@Tag("slow")
class ClusterTest {
  private static final Logger log = LoggerFactory.getLogger(ClusterTest.class);
  private static final Duration TIME =
      Duration.ofSeconds(Thoroughness.of("botfunnel.cluster.seconds", 10, 20));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int WORKERS = 4;
  private static final int RECEIVERS = 2;
  private static final int FEW = 60;
  private static final int SOME_IN_HAND = 20;

  /** A run in which no more happens says nothing. */
  private static final int FEWEST = 5 * (int) TIME.toSeconds();

  private static final String PASSWORD = "cl5ster-pass6word";
  private static final String SECRET = "webhook-secret-of-this-cluster";
  private static final Path LOGS = Path.of("target", "cluster");

  private final long seed = Long.getLong("botfunnel.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicReference<String> brokenPromise = new AtomicReference<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Machine> receivers = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  @TempDir Path folder;
  private XtrackerServer tracker;
  private BotApiServer telegram;
  private PostgresServer postgres;
  private String url;
  private CuttableWire wire;
  private Chats chats;
  private Tellers tellers;
  private Ordeal ordeal;

  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(LOGS);
    tracker = opened(XtrackerServer.start());
    telegram = opened(BotApiServer.start());
    postgres = opened(PostgresServer.start(folder));
    url = postgres.newDatabase();
    wire = opened(CuttableWire.to(postgres.port()));
    List<Integer> ports = List.of(FreePort.next(), FreePort.next());
    Balancer balancer = opened(new Balancer(ports));
    for (int i = 0; i < WORKERS; i++) {
      workers.add(opened(new Worker("worker" + i, settings(), LOGS, this::broken)));
      machines.add(workers.get(i).machine());
    }
    for (int i = 0; i < RECEIVERS; i++) {
      receivers.add(opened(receiver(i, ports.get(i), balancer)));
    }
    machines.addAll(receivers);
    for (Machine machine : machines) {
      Files.deleteIfExists(machine.log());
    }
    chats = opened(new Chats(telegram, new Random(seed)));
    tellers = opened(new Tellers(workers, this::broken));
    ordeal = opened(new Ordeal(machines, postgres, wire, random, this::broken));
  }

  private <T extends AutoCloseable> T opened(T something) {
    open.add(0, something);
    return something;
  }

  private Map<String, String> settings() {
    return Map.of(
        "TRACKING_OUTBOX_URL", PostgresServer.by(url, wire.port()) + "&password=" + PASSWORD,
        "XTRACKER_URL", tracker.url().toString(),
        "XTRACKER_BEARER", tracker.bearer());
  }

  private Machine receiver(int number, int port, Balancer balancer) {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("TELEGRAM_BOT_TOKEN", telegram.token());
    settings.put("TELEGRAM_API_URL", telegram.url().toString());
    settings.put("TELEGRAM_MODE", "webhook");
    settings.put("TELEGRAM_WEBHOOK_URL", balancer.url().toString());
    settings.put("TELEGRAM_WEBHOOK_SECRET", SECRET);
    settings.put("GATEWAY_PORT", String.valueOf(port));
    settings.put("CONSOLE_ENABLED", "false");
    return new Machine(
        "receiver" + number,
        ReceiverChild.class,
        settings,
        LOGS,
        said -> {},
        () -> {},
        this::broken);
  }

  @AfterEach
  void tearDown() throws Exception {
    wire.mend();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void losesNothingDoublesNothingAndKeepsTheOrderWhateverIsKilled() throws IOException {
    log.info("a cluster for {} with seed {}; its processes log to {}", TIME, seed, LOGS);
    try {
      machines.forEach(Machine::begin);
      await("everybody is up", PATIENCE, () -> machines.stream().allMatch(Machine::isUp));
      chats.start();
      tellers.start(seed);
      ordeal.start(TIME);
      await("the ordeal is over", TIME.plus(PATIENCE), ordeal::isOver);
      await("everybody is up again", PATIENCE, () -> machines.stream().allMatch(Machine::isUp));
      Duration takeover = lastDeath();
      judge(takeover);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
    }
  }

  /**
   * A worker and a receiver die for good with something in hand, and nothing else goes wrong. How
   * soon others go on is a figure: the benchmarks bound it.
   */
  private Duration lastDeath() {
    try (Outbox outbox = opened()) {
      Operations operations = outbox.operations();
      await("little waits", PATIENCE, () -> waiting(operations) < FEW);
      tracker.holdAnswers();
      await("some is in hand", PATIENCE, () -> tracker.inFlight() >= SOME_IN_HAND);
      long diedAtNanos = System.nanoTime();
      ordeal.kill(workers.get(0).machine());
      ordeal.kill(receivers.get(0));
      tracker.releaseAnswers();
      chats.finish();
      tellers.finish();
      await("all that was in hand goes on", PATIENCE, () -> isDone(operations));
      return Duration.ofNanos(System.nanoTime() - diedAtNanos);
    }
  }

  private Outbox opened() {
    return Outbox.open(url, Clock.systemUTC());
  }

  private static long waiting(Operations operations) {
    return operations.books(Topic.OUTBOX).waiting() + operations.books(Topic.INBOX).waiting();
  }

  private boolean isDone(Operations operations) {
    return tellers.haveFinished() && telegram.pending() == 0 && waiting(operations) == 0;
  }

  private void judge(Duration takeover) throws IOException {
    List<Report> expected = new ArrayList<>(tellers.acknowledged());
    expected.addAll(chats.expected());
    Map<Long, Integer> written = chats.messages();
    int updates = written.values().stream().mapToInt(count -> count).sum();
    Verdict verdict = new Verdict(expected, tracker.ledger());
    verdict.everyConversionIsThereOnce();
    verdict.everyUsersOrderIsKept();
    verdict.everyAttemptHadTheSameBytes();
    verdict.everyMessageIsHandledInOrder(written, telegram, ordeal);
    try (Outbox outbox = opened()) {
      verdict.theBooksBalance(outbox.operations(), updates);
    }
    assertThat(ordeal.outages()).isEqualTo(3);
    assertThat(expected).as("a run that says something").hasSizeGreaterThan(FEWEST);
    logsAreClean();
    log.info(
        "{} conversions ({} sent again), {} updates ({} handled again), {} kills, {} outages, the last taken over in {}",
        expected.size(),
        tracker.ledger().duplicates(),
        updates,
        verdict.repeats(),
        ordeal.kills(),
        ordeal.outages(),
        takeover);
  }

  private void logsAreClean() throws IOException {
    for (Machine machine : machines) {
      assertThat(Files.readString(machine.log()))
          .as("the log of %s", machine)
          .doesNotContain(PASSWORD, tracker.bearer(), telegram.token(), SECRET)
          .doesNotContain("not foreseen", "Exception in thread", "OutOfMemoryError");
    }
  }

  private void broken(String promise) {
    brokenPromise.compareAndSet(null, promise);
  }

  private void await(String what, Duration patience, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              assertThat(brokenPromise.get()).as("a broken promise").isNull();
              return condition.call();
            });
  }
}
