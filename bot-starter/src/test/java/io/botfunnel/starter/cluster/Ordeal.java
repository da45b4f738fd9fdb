package io.botfunnel.starter.cluster;

import io.botfunnel.testkit.postgres.CuttableWire;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What befalls the cluster: every few seconds a machine is killed and begun again; PostgreSQL is
 * stopped and started twice; the wire to it is cut for ten seconds. Thread-safe.
 */
final class Ordeal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ordeal.class);

  private static final int LEAST_BETWEEN_KILLS_MS = 1_500;
  private static final int MOST_BETWEEN_KILLS_MS = 4_000;
  private static final int LONGEST_DEAD_MS = 2_000;
  private static final Duration STOPPED = Duration.ofSeconds(2);
  private static final Duration CUT = Duration.ofSeconds(10);

  /** What a handler has done is settled within that, however busy the machine is. */
  private static final long SETTLING_MS = 10_000;

  /** After an outage it may take a lease until whatever was in hand is somebody's again. */
  private static final long LEASE_MS = 10_000;

  private final List<Machine> machines;
  private final PostgresServer postgres;
  private final CuttableWire wire;
  private final Random random;
  private final Consumer<String> broken;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<Kill> kills = Collections.synchronizedList(new ArrayList<>());
  private final List<Outage> outages = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean over;

  private record Kill(long pid, long atMs) {}

  private record Outage(long fromMs, long untilMs) {}

  Ordeal(
      List<Machine> machines,
      PostgresServer postgres,
      CuttableWire wire,
      Random random,
      Consumer<String> broken) {
    this.machines = machines;
    this.postgres = postgres;
    this.wire = wire;
    this.random = random;
    this.broken = broken;
  }

  /** Begins, to be over after so long, or a little longer where the machine is slow. */
  void start(Duration time) {
    killSoon();
    after(time.multipliedBy(15).dividedBy(100), this::stopPostgres);
    after(time.multipliedBy(35).dividedBy(100), this::cutWire);
    after(time.multipliedBy(75).dividedBy(100), this::stopPostgres);
    after(time, this::end);
  }

  private ScheduledFuture<?> after(Duration delay, Runnable what) {
    return thread.schedule(() -> loudly(what), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void loudly(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      broken.accept("the ordeal failed: " + e);
    }
  }

  private void killSoon() {
    int wait =
        LEAST_BETWEEN_KILLS_MS + random.nextInt(MOST_BETWEEN_KILLS_MS - LEAST_BETWEEN_KILLS_MS);
    after(Duration.ofMillis(wait), this::killOne);
  }

  private void killOne() {
    if (over) {
      return;
    }
    Machine victim = machines.get(random.nextInt(machines.size()));
    if (victim.isAlive()) {
      kill(victim);
      int dead = random.nextBoolean() ? 0 : random.nextInt(LONGEST_DEAD_MS);
      after(Duration.ofMillis(dead), victim::begin);
    }
    killSoon();
  }

  /** Kills one, and remembers it. */
  void kill(Machine victim) {
    long atMs = System.currentTimeMillis();
    kills.add(new Kill(victim.kill(), atMs));
    log.info("{} was killed", victim);
  }

  private void stopPostgres() {
    long from = System.currentTimeMillis();
    log.info("PostgreSQL stops");
    try {
      postgres.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    after(STOPPED, () -> startPostgres(from));
  }

  private void startPostgres(long stoppedAtMs) {
    try {
      postgres.startAgain();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    log.info("PostgreSQL is there again");
    outages.add(new Outage(stoppedAtMs, System.currentTimeMillis()));
  }

  private void cutWire() {
    long from = System.currentTimeMillis();
    log.info("the wire is cut");
    wire.cut();
    after(CUT, () -> mendWire(from));
  }

  private void mendWire(long cutAtMs) {
    wire.mend();
    log.info("the wire is whole again");
    outages.add(new Outage(cutAtMs, System.currentTimeMillis()));
  }

  private void end() {
    over = true;
    machines.forEach(Machine::begin);
  }

  boolean isOver() {
    return over;
  }

  int kills() {
    return kills.size();
  }

  int outages() {
    return outages.size();
  }

  /** Whether what was handled then may have to be handled once more: its end was not settled. */
  boolean excuses(Handled handled) {
    return kills.stream().anyMatch(kill -> hit(kill, handled))
        || outages.stream().anyMatch(outage -> hit(outage, handled));
  }

  private static boolean hit(Kill kill, Handled handled) {
    long later = kill.atMs() - handled.atMs();
    return kill.pid() == handled.pid() && later >= 0 && later <= SETTLING_MS;
  }

  private static boolean hit(Outage outage, Handled handled) {
    return handled.atMs() >= outage.fromMs() - SETTLING_MS
        && handled.atMs() <= outage.untilMs() + LEASE_MS;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
