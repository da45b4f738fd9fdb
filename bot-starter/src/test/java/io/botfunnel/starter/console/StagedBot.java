package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.StalledThread;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A bot in a state that a real one is hardly brought into. Its console is a real one. */
final class StagedBot implements WatchedBot, Operations {
  private static final Books NOTHING = new Books(0, 0, 0, 0, 0, 0);

  private final Clock clock;
  volatile Books outbox = NOTHING;
  volatile Books inbox = NOTHING;
  volatile Books conversions = NOTHING;
  volatile boolean readable = true;
  volatile boolean dryRun;
  volatile boolean running = true;
  volatile @Nullable StalledThread stalled;
  volatile @Nullable EndpointHealth endpoint;
  volatile CountDownLatch answering = new CountDownLatch(0);
  volatile @Nullable OutboxOutage held;
  volatile @Nullable String telegramTrouble;
  volatile List<StalledStep> stalledSteps = List.of();
  volatile List<Quarantined> quarantined = List.of();
  volatile List<Recorded> entries = List.of();
  volatile List<Conflict> conflicts = List.of();

  /** How often the contradictions were asked for. */
  final AtomicInteger conflictReads = new AtomicInteger();

  StagedBot(Clock clock) {
    this.clock = clock;
  }

  Console start() {
    return Console.start(this, 0, Optional.empty(), clock).orElseThrow();
  }

  @Override
  public Optional<String> username() {
    return Optional.of("StagedBot");
  }

  @Override
  public boolean dryRun() {
    return dryRun;
  }

  @Override
  public TrackingHealth health() {
    awaitAnswering();
    Instant now = clock.instant();
    EndpointHealth nothingSent =
        new EndpointHealth(EndpointHealth.Status.RUNNING, now, null, null, null, List.of());
    EndpointHealth staged = endpoint;
    return new TrackingHealth(
        staged == null ? nothingSent : staged, outbox, 0, 64, held, dryRun, stalled, running);
  }

  @Override
  public Books inbox() {
    return inbox;
  }

  @Override
  public Books conversions() {
    return conversions;
  }

  @Override
  public Operations operations() {
    return this;
  }

  @Override
  public Optional<String> telegramTrouble() {
    return Optional.ofNullable(telegramTrouble);
  }

  @Override
  public boolean polling() {
    return true;
  }

  @Override
  public boolean polledOnce() {
    return true;
  }

  @Override
  public Books books(Topic topic) {
    return topic.equals(Topic.INBOX) ? inbox : outbox;
  }

  @Override
  public Optional<Instant> oldestWaiting() {
    return Optional.empty();
  }

  @Override
  public List<Quarantined> quarantined() {
    return quarantined;
  }

  @Override
  public Funnel funnel(Period period) {
    requireReadable();
    return new Funnel(period, clock.instant(), Map.of(), Map.of(), List.of(), List.of(), List.of());
  }

  @Override
  public List<StalledStep> stalledSteps() {
    return stalledSteps;
  }

  @Override
  public EntryPage list(Filter which, long before, int limit) {
    requireReadable();
    return new EntryPage(entries.stream().filter(entry -> matches(which, entry)).toList(), null);
  }

  private static boolean matches(Filter which, Recorded entry) {
    boolean updates = which.topic().equals(Topic.INBOX);
    return updates == entry.kind().equals("update")
        && (which.state() == null || which.state() == entry.state());
  }

  @Override
  public List<Recorded> unmatched(int limit) {
    return List.of();
  }

  @Override
  public List<Conflict> conflicts(int limit) {
    conflictReads.incrementAndGet();
    requireReadable();
    return conflicts;
  }

  @Override
  public Optional<EntryDetail> show(Topic topic, String kind, String eid) {
    return Optional.empty();
  }

  @Override
  public Optional<Long> userOf(String uid) {
    return Optional.empty();
  }

  @Override
  public List<String> uidsOf(long telegramUserId) {
    return List.of();
  }

  @Override
  public BulkResult retry(Filter which, long before, String who) {
    throw unreadable();
  }

  @Override
  public BulkResult erase(Filter which, long before, String who) {
    throw unreadable();
  }

  @Override
  public ErasureResult erasePerson(long telegramUserId, String who) {
    throw unreadable();
  }

  @Override
  public Receipt recordTest(Subject subject, Money money, String id, String who) {
    throw unreadable();
  }

  @Override
  public List<AuditEntry> audit(int limit) {
    return List.of();
  }

  @Override
  public void backup(Path file, String who) {
    throw unreadable();
  }

  private void awaitAnswering() {
    try {
      answering.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireReadable() {
    awaitAnswering();
    if (!readable) {
      throw unreadable();
    }
  }

  private static OutboxUnavailableException unreadable() {
    return new OutboxUnavailableException("The outbox cannot be read: the disk is gone. Mount it");
  }
}
