package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.MemtableLimits;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What {@link KillLoopTest} kills: reports and takes updates as fast as it can, for ever, and tells
 * of each event once it was acknowledged.
 */
public final class AppendingChild {
  static final int HOOK_THREADS = 6;
  static final int UPDATE_THREADS = 2;

  /** Its users bind a new uid with each update. */
  private static final BotOptions UNBOUNDED =
      new BotOptions(
          BotName.UNNAMED, Attribution.LAST_CLICK, false, 1_000_000, DepositCeiling.NONE);

  private final Store store;
  private final String round;

  private AppendingChild(Store store, String round) {
    this.store = store;
    this.round = round;
  }

  /**
   * Lives until it is killed.
   *
   * @param arguments the outbox, a name for this life, which its keys carry, and how many entries
   *     its memtable holds
   */
  public static void main(String... arguments) {
    ChildJvm.report("opening");
    Store store =
        Store.open(arguments[0], new PlainWire(), UNBOUNDED, limits(arguments), Clock.systemUTC());
    Books books = store.lanes().books(Topic.OUTBOX);
    ChildJvm.report((books.balanced() ? "balanced " : "unbalanced ") + books.accepted());
    new AppendingChild(store, arguments[1]).start();
  }

  private static MemtableLimits limits(String... arguments) {
    int entries = Integer.parseInt(arguments[2]);
    return new MemtableLimits(entries, entries * 1_000, entries * 1_000L);
  }

  private void start() {
    for (int i = 1; i <= HOOK_THREADS; i++) {
      forEver(new UserId(i), this::deposit);
    }
    for (int i = 1; i <= UPDATE_THREADS; i++) {
      forEver(new UserId(HOOK_THREADS + i), this::update);
    }
    new Thread(this::deliver).start();
  }

  /** Reports something of a user and gives the id that was acknowledged. */
  private interface Report {
    String about(UserId user, int n);
  }

  private static void forEver(UserId user, Report report) {
    Runnable reporting =
        () -> {
          for (int n = 0; ; n++) {
            ChildJvm.report("ack " + report.about(user, n));
          }
        };
    new Thread(reporting).start();
  }

  private String deposit(UserId user, int n) {
    String transactionId = "%s-%s-%d".formatted(round, user, n);
    Receipt receipt =
        store
            .intake()
            .record(
                List.of(
                    Conversion.deposit(user, transactionId, Money.of("25", "USD"), Instant.EPOCH)))
            .join()
            .get(0);
    return receipt.eid().value();
  }

  private String update(UserId user, int n) {
    String name = "%s-%s-%d".formatted(round, user, n);
    TrackedStart start = new TrackedStart(user, new ClickId(name), Instant.EPOCH);
    NewEntry update = new NewEntry(Topic.INBOX, "chat:" + user, "update", name, "", "{}");
    Intake intake = store.intake();
    intake.take(List.of(Captured.of(update, List.of(start)))).join();
    return start.bind().eid().value();
  }

  /** Settles without asking for the device, as delivery does, beside the acknowledged appends. */
  private void deliver() {
    while (true) {
      store
          .lanes()
          .claim(Topic.OUTBOX, 64)
          .thenCompose(
              claimed -> store.lanes().settle(claimed.stream().map(Settlement::delivered).toList()))
          .join();
    }
  }
}
