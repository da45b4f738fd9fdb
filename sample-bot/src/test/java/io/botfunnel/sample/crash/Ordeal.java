package io.botfunnel.sample.crash;

import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.xtracker.FakePartner;
import io.botfunnel.testkit.xtracker.Ledger;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Users walk the funnel, a partner reports, the tracker fails and the bot is killed, all at random
 * moments of the same time. In the end all is well again, and the bot lives until it is done.
 */
final class Ordeal implements AutoCloseable {
  private static final Duration WEATHER = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int THREADS = 8;

  /** A busy machine takes so much longer to start a bot again. */
  private static final int SLOWNESS = 4;

  private static final int PARTNER_REPEATS_MS = 300;
  private static final double FIRED_TWICE = 0.3;
  private static final double KILLED_EARLY = 0.25;
  private static final int IS_UP_EVERY_MS = 50;
  private static final int OK = 200;

  private final Scene scene;
  private final Scale scale;
  private final Lives lives;
  private final Random random;
  private final Weather weather;
  private final Replies replies;
  private final Metrics metrics;
  private final FakePartner partner;
  private final List<Customer> customers;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final long begunNanos = System.nanoTime();
  private final AtomicInteger ahead = new AtomicInteger();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  Ordeal(Scene scene, Scale scale, Lives lives) {
    this.scene = scene;
    this.scale = scale;
    this.lives = lives;
    this.random = new Random(scale.seed());
    this.weather = new Weather(scene.xtracker(), new Random(random.nextLong()));
    this.replies = new Replies(scene.telegram());
    this.metrics = new Metrics(scene.consolePort());
    this.customers = LongStream.rangeClosed(1, scale.users()).mapToObj(Customer::new).toList();
    this.partner =
        new FakePartner(
            "http://127.0.0.1:%d/e?token=%s&event=deposit&currency=USD&uid={sub_id}&value={sumdep}&eid={trade_id}"
                .formatted(scene.gatewayPort(), scene.xtracker().ingestToken()));
  }

  Verdict verdict() {
    return new Verdict(customers, scene.xtracker().ledger(), replies);
  }

  /** Something else that happens, at a random moment. */
  void besides(Runnable what) {
    in(moment(), what);
  }

  /** What happened, in a line. */
  String figures() {
    Ledger ledger = scene.xtracker().ledger();
    return "%d users, %d lives ended as %s, %d calls, %d rows, %d duplicates, %d messages"
        .formatted(
            customers.size(),
            lives.endings().values().stream().mapToInt(Integer::intValue).sum(),
            lives.endings(),
            ledger.calls().size(),
            ledger.events().size(),
            ledger.duplicates(),
            scene.telegram().sent().size());
  }

  /**
   * From the first life to the moment when all that anybody did has arrived everywhere, or that has
   * taken too long: the verdict says what is missing.
   */
  void play() {
    lives.begin();
    customers.forEach(this::plan);
    planKill(scale.kills());
    for (long ms = 0; ms < scale.time().toMillis(); ms += WEATHER.toMillis()) {
      in(ms, this::changeWeather);
    }
    patiently("all that is planned", () -> ahead.get() == 0);
    weather.clear();
    try {
      patiently("all that was done is told everywhere", this::everythingArrived);
    } catch (ConditionTimeoutException tooLong) {
      System.out.println(tooLong.getMessage());
    }
  }

  private void plan(Customer customer) {
    long beginsAt = random.nextLong(scale.time().toMillis() * 3 / 4);
    Walk walk = new Walk(customer, new Random(random.nextLong()));
    in(beginsAt, walk);
  }

  /** One customer's way: a step after the other, and in the end what the partner reports. */
  private final class Walk implements Runnable {
    private final Customer customer;
    private final Random pauses;
    private final Iterator<Runnable> steps;

    Walk(Customer customer, Random pauses) {
      this.customer = customer;
      this.pauses = pauses;
      this.steps = customer.steps(scene.telegram()).iterator();
    }

    @Override
    public void run() {
      steps.next().run();
      long pauseMs = pauses.nextLong(scale.time().toMillis() / 16);
      if (steps.hasNext()) {
        in(pauseMs, this);
      } else {
        in(pauseMs, () -> report(customer, pauses.nextDouble() < FIRED_TWICE ? 2 : 1));
      }
    }
  }

  /**
   * Each death is due at a random moment of its share of the time. Some die whatever they are at,
   * also while they start; the others once they have started, and live on for a moment if they are
   * late. A machine that is too busy to start so many in time makes fewer: the figures say how
   * many.
   */
  private void planKill(int left) {
    if (left == 0 || lastedMs() > scale.time().toMillis() * SLOWNESS) {
      return;
    }
    double due = (scale.kills() - left + random.nextDouble()) * lifetimeMs();
    long inMs = Math.max(0, (long) due - lastedMs());
    if (random.nextDouble() < KILLED_EARLY) {
      in(inMs, () -> kill(left));
    } else {
      in(inMs, () -> killOnceUp(left, inMs == 0));
    }
  }

  private void killOnceUp(int left, boolean late) {
    if (!metrics.areTold()) {
      in(IS_UP_EVERY_MS, () -> killOnceUp(left, true));
    } else if (late) {
      in(random.nextLong(lifetimeMs() / 2), () -> kill(left));
    } else {
      kill(left);
    }
  }

  private void kill(int left) {
    lives.kill();
    planKill(left - 1);
  }

  private long lifetimeMs() {
    return scale.time().toMillis() / scale.kills();
  }

  private long lastedMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
  }

  private long moment() {
    return random.nextLong(scale.time().toMillis());
  }

  private void changeWeather() {
    synchronized (weather) {
      weather.change();
    }
  }

  private void in(long ms, Runnable what) {
    ahead.incrementAndGet();
    threads.schedule(() -> run(what), ms, TimeUnit.MILLISECONDS);
  }

  private void run(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      broken.add(e.toString());
    } finally {
      ahead.decrementAndGet();
    }
  }

  /** Once the trader is registered; a partner whose call was not answered with 200 repeats it. */
  private void report(Customer customer, int times) {
    boolean taken = replies.has(customer.id(), List.of(customer.trader())) && taken(customer);
    int left = taken ? times - 1 : times;
    if (left > 0) {
      in(PARTNER_REPEATS_MS, () -> report(customer, left));
    }
  }

  private boolean taken(Customer customer) {
    try {
      return partner.reports(customer.postback()).statusCode() == OK;
    } catch (UncheckedIOException notRunning) {
      return false;
    }
  }

  private boolean everythingArrived() {
    return scene.telegram().pending() == 0
        && scene.xtracker().ledger().events().size() >= expectedRows()
        && customers.stream().allMatch(this::knowsAll)
        && metrics.nothingWaits();
  }

  private int expectedRows() {
    return customers.stream().mapToInt(customer -> customer.conversions().size()).sum();
  }

  private boolean knowsAll(Customer customer) {
    return replies.has(customer.id(), customer.answers())
        && replies.has(customer.id(), customer.thanks());
  }

  /** Waits for it; whatever the machine does besides. */
  void patiently(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(scale.time().multipliedBy(SLOWNESS).plus(PATIENCE))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !broken.isEmpty() || condition.call());
    if (!broken.isEmpty()) {
      throw new AssertionError("went wrong meanwhile: " + List.copyOf(broken));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
