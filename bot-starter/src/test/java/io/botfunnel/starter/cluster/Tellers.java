package io.botfunnel.starter.cluster;

import io.botfunnel.tracking.event.Receipt.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tell workers what users do, each thing to any of them, again until one has acknowledged it, and
 * some things once more after that. Thread-safe.
 */
final class Tellers implements AutoCloseable {
  private static final int TELLERS = 6;
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final int MOST_DEPOSITS = 5;
  private static final double REPEATED = 0.1;

  /** Longer than a hook may take that waits for PostgreSQL. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Worker> workers;
  private final Consumer<String> broken;
  private final AtomicLong users = new AtomicLong(1_000_000);
  private final AtomicInteger telling = new AtomicInteger(TELLERS);
  private final List<Report> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(TELLERS);
  private volatile boolean finishing;

  Tellers(List<Worker> workers, Consumer<String> broken) {
    this.workers = workers;
    this.broken = broken;
  }

  void start(long seed) {
    for (int i = 0; i < TELLERS; i++) {
      Teller teller = new Teller(new Random(seed + i));
      threads.scheduleWithFixedDelay(teller, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Begin with nobody new. */
  void finish() {
    finishing = true;
  }

  boolean haveFinished() {
    return telling.get() == 0;
  }

  /** All that was acknowledged, each once, each user's in order. */
  List<Report> acknowledged() {
    synchronized (acknowledged) {
      return List.copyOf(acknowledged);
    }
  }

  /** One of them, which is one thread's. */
  private final class Teller implements Runnable {
    private final Random random;
    private final Set<Report> mine = new HashSet<>();
    private List<Report> left = List.of();
    private boolean ended;

    Teller(Random random) {
      this.random = random;
    }

    @Override
    public void run() {
      if (left.isEmpty() && !ended) {
        begin();
      }
      if (!left.isEmpty() && tell(left.get(0))) {
        left = left.subList(1, left.size());
      }
    }

    private void begin() {
      if (finishing) {
        ended = true;
        telling.decrementAndGet();
        return;
      }
      long user = users.incrementAndGet();
      List<Report> story = new ArrayList<>(List.of(Report.bind(user, "w" + user)));
      story.add(Report.contact(user));
      for (int n = 1 + random.nextInt(MOST_DEPOSITS); n > 0; n--) {
        story.add(Report.deposit(user, "w%d-%d".formatted(user, n)));
        if (random.nextDouble() < REPEATED) {
          story.add(story.get(random.nextInt(story.size())));
        }
      }
      mine.clear();
      left = story;
    }

    private boolean tell(Report report) {
      Optional<Outcome> outcome = answer(report);
      outcome.ifPresent(answered -> acknowledged(report, answered));
      return outcome.isPresent();
    }

    private Optional<Outcome> answer(Report report) {
      CompletableFuture<Outcome> answer = workers.get(random.nextInt(workers.size())).tell(report);
      try {
        return Optional.of(answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
      } catch (CompletionException toldAgain) {
        return Optional.empty();
      }
    }

    private void acknowledged(Report report, Outcome outcome) {
      if (outcome == Outcome.CONFLICT) {
        broken.accept("a conflict with itself: " + report);
      }
      if (mine.add(report)) {
        acknowledged.add(report);
      } else if (outcome == Outcome.QUEUED) {
        broken.accept("acknowledged before, and lost: it was queued again: " + report);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
