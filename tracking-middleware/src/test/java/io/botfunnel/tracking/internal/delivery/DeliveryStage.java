package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.fixtures.Patience;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.internal.xtracker.XtrackerClient;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Delivery between a real store and an endpoint that a test scripts, on a clock that it steps. */
final class DeliveryStage implements AutoCloseable {
  static final int MOST_IN_FLIGHT = 64;
  static final int MOST_ATTEMPTS = 3;

  final SteppingClock clock = new SteppingClock();
  final ScriptedEndpoint endpoint = new ScriptedEndpoint();
  final Delivery delivery;
  private final Store store;
  private final String bodies;

  /** What latency is measured with: it stands still like the clock. */
  final AtomicLong nanos = new AtomicLong();

  DeliveryStage(Path folder) {
    this(folder, null, "body of %s");
  }

  /** Delivers to a tracker that speaks HTTP. */
  DeliveryStage(Path folder, XtrackerClient tracker) {
    this(folder, tracker, "{\"event\":\"contact\",\"eid\":\"%s\"}");
  }

  private DeliveryStage(Path folder, @Nullable Endpoint other, String bodies) {
    this.bodies = bodies;
    String file = folder.resolve("outbox").toString();
    store = Store.open(file, new XtrackerBodies(), Attribution.LAST_CLICK, clock);
    delivery =
        new Delivery(
            new Queue(lanes(), Topic.OUTBOX),
            other == null ? endpoint : other,
            clock,
            nanos::get,
            Duration.ofMinutes(10),
            MOST_IN_FLIGHT,
            MOST_ATTEMPTS,
            status -> {});
  }

  Lanes lanes() {
    return store.lanes();
  }

  Books books() {
    return lanes().books(Topic.OUTBOX);
  }

  /** Appends a contact of that user. */
  void append(int user, String eid) {
    String key = "contact/" + eid;
    NewEntry entry =
        new NewEntry(Topic.OUTBOX, lane(user), "contact", key, "", bodies.formatted(eid));
    lanes().append(List.of(entry)).join();
  }

  /** Appends an entry each of so many users: {@code c-1} of user 1 and so on. */
  void appendUsers(int users) {
    IntStream.rangeClosed(1, users).forEach(user -> append(user, "c-" + user));
  }

  static String lane(int user) {
    return "user:" + user;
  }

  List<Recorded> timeline(int user) {
    return store.timeline(new UserId(user), 100);
  }

  EndpointHealth.Status status() {
    return delivery.health().status();
  }

  Instant nextProbe() {
    return Objects.requireNonNull(delivery.health().nextProbe());
  }

  Duration untilProbe() {
    return Duration.between(clock.instant(), nextProbe());
  }

  /** Steps to the next probe and waits until it has failed. */
  void probeInVain() {
    Instant due = nextProbe();
    clock.set(due);
    delivery.wake();
    await(() -> nextProbe().isAfter(due) && delivery.inFlight() == 0);
  }

  void awaitStatus(EndpointHealth.Status status) {
    await(() -> status() == status && delivery.inFlight() == 0);
  }

  /** Waits while the clock stands still. */
  void await(Callable<Boolean> condition) {
    patiently().until(condition);
  }

  /** Waits while the clock goes on, a second at a look. */
  void stepUntil(Callable<Boolean> condition) {
    patiently()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              delivery.wake();
              return condition.call();
            });
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(5));
  }

  /** Ends delivery and gives what waits in the table, heads of lanes alone. */
  List<Entry> stopAndClaim() {
    delivery.close();
    clock.advance(Duration.ofHours(3));
    return lanes().claim(Topic.OUTBOX, 1_000).join();
  }

  @Override
  public void close() {
    endpoint.releases();
    delivery.close();
    store.close();
  }
}
