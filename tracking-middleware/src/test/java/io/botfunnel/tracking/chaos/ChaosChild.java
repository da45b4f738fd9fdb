package io.botfunnel.tracking.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * The bot that {@link ChaosTest} torments: a tracking as a bot author builds it, callers that
 * report through its hooks, and commands on standard input. At the input's end it ends.
 */
final class ChaosChild {
  static final String BEARER = "CHAOS_BEARER";
  private static final int CALLERS = 6;
  private static final long PAUSE_MS = 8;

  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  /** Nobody leaves the disk full for so long, unless the test is dead. */
  private static final Duration LONGEST_FULL = Duration.ofMinutes(2);

  private final JumpingClock clock;
  private final Path outbox;
  private final URI tracker;
  private volatile String bearer = System.getenv(BEARER);
  private volatile boolean finishing;
  private final long seed;
  private final Queue<Long> resumed = new ConcurrentLinkedQueue<>();
  private final AtomicLong nextUser;
  private final AtomicInteger telling = new AtomicInteger(CALLERS);
  private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);

  private ChaosChild(Life life) {
    this.outbox = life.outbox();
    this.tracker = life.tracker();
    this.clock = new JumpingClock(life.clockOffset());
    this.seed = life.seed();
    this.nextUser = new AtomicLong(life.nextUser());
    this.resumed.addAll(life.resumed());
  }

  /**
   * Lives until it is killed or told to stop.
   *
   * @param arguments see {@link Life#arguments}
   */
  public static void main(String... arguments) throws IOException {
    new ChaosChild(Life.parse(arguments)).live();
  }

  private void live() throws IOException {
    Tracking tracking = opened();
    Line.tell(Line.Word.OPEN, books(tracking));
    for (int i = 0; i < CALLERS; i++) {
      Caller caller = new Caller(tracking, seed, this::next, this::ended);
      callers.scheduleWithFixedDelay(loudly(caller), 0, PAUSE_MS, TimeUnit.MILLISECONDS);
    }
    obey(tracking);
  }

  /** On a full disk it does not open: tried until it does. */
  private Tracking opened() {
    Line.tell(Line.Word.OPENING, "");
    return Awaitility.await()
        .atMost(LONGEST_FULL)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .until(this::open, Optional::isPresent)
        .get();
  }

  private Optional<Tracking> open() {
    try {
      return Optional.of(
          Tracking.builder()
              .url(tracker)
              .bearer(() -> bearer)
              .outbox(outbox)
              .clock(clock)
              .maxBackoff(Duration.ofSeconds(1))
              .responseTimeout(Duration.ofSeconds(1))
              .maxAttempts(1_000)
              .start());
    } catch (OutboxUnavailableException e) {
      Line.tell(Line.Word.UNOPENED, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private long next() {
    Long again = resumed.poll();
    if (again != null) {
      return again;
    }
    return finishing ? Caller.NOBODY : nextUser.getAndIncrement();
  }

  private void ended() {
    if (telling.decrementAndGet() == 0) {
      Line.tell(Line.Word.FINISHED, "");
    }
  }

  /** An executor keeps to itself what its tasks throw; a caller of hooks would see it. */
  private static Runnable loudly(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(2);
      }
    };
  }

  private void obey(Tracking tracking) throws IOException {
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] word = line.split(" ", -1);
      switch (word[0]) {
        case "clock" -> clock.jumpTo(Duration.ofMillis(Long.parseLong(word[1])));
        case "key" -> bearer = word[1];
        case "again" -> retry(tracking, word[1], word[2]);
        case "wake" -> tracking.wake();
        case "finish" -> finishing = true;
        case "books" -> Line.tell(Line.Word.BOOKS, books(tracking));
        case "health" -> tellHealth(tracking);
        case "stop" -> stop(tracking);
        default -> throw new IllegalArgumentException(line);
      }
    }
    Runtime.getRuntime().halt(3);
  }

  private static void retry(Tracking tracking, String kind, String eid) {
    try {
      tracking.retry(kind, eid);
    } catch (OutboxUnavailableException notNow) {
      // It stays refused, and is sent again in the end
    }
  }

  /** The tracking is closed under the callers, whose hooks fail from then on. */
  private void stop(Tracking tracking) {
    tracking.close();
    callers.shutdown();
    Awaitility.await().atMost(LONGEST_STOP).until(callers::isTerminated);
    Line.tell(Line.Word.STOPPED, books(tracking));
    System.exit(0);
  }

  /** For the log: what somebody would look at who finds it standing still. */
  private void tellHealth(Tracking tracking) {
    System.out.println(clock.instant() + " " + tracking.health());
    for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      System.out.print(thread);
    }
  }

  private static Books books(Tracking tracking) {
    return tracking.health().outbox();
  }
}
