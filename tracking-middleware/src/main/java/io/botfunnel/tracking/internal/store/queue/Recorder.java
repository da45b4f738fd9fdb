package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.Limit;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.internal.store.table.Conflicts;
import io.botfunnel.tracking.internal.store.table.TestMoney;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happened into entries of the outbox. It determines the owner and the uid of each
 * event, and changes the bindings in the same transaction.
 */
public final class Recorder implements Intake, ConversionSink {
  private final BotName bot;
  private final Topic outbox;
  private final Engine engine;
  private final EntryAppender appender;
  private final Bindings bindings;
  private final Conflicts conflicts;
  private final WireFormat wire;
  private final ConversionEnqueuer conversions;
  private final DepositCeiling ceiling;
  private volatile BiConsumer<Conflict, String> conflictListener = (conflict, lane) -> {};
  private volatile BiConsumer<Limit, String> limitListener = (limit, lane) -> {};

  /**
   * @param bot whose events and updates these are
   * @param conversions enqueues the conversions that the bot receives
   * @param ceiling deposits above it are refused
   */
  public Recorder(
      BotName bot,
      Engine engine,
      Bindings bindings,
      WireFormat wire,
      ConversionEnqueuer conversions,
      DepositCeiling ceiling) {
    this.bot = bot;
    this.outbox = Topic.OUTBOX.of(bot);
    this.engine = engine;
    this.appender = engine.appender();
    this.bindings = bindings;
    this.conflicts = new Conflicts(bot);
    this.wire = wire;
    this.conversions = conversions;
    this.ceiling = ceiling;
  }

  /**
   * Sets the listener for conflicts.
   *
   * @param listener receives each conflict and the lane of its reporter after the commit, on the
   *     writer's thread
   */
  public void onConflict(BiConsumer<Conflict, String> listener) {
    conflictListener = listener;
  }

  /**
   * Sets the listener for limits that were met.
   *
   * @param listener receives each limit that was reached, and the lane that reached it, after the
   *     commit, on the writer's thread
   */
  public void onLimit(BiConsumer<Limit, String> listener) {
    limitListener = listener;
  }

  @Override
  public CompletableFuture<List<Receipt>> record(List<Recordable> events) {
    return engine.record(tx -> recordAll(tx, events));
  }

  @Override
  public CompletableFuture<Void> take(List<Captured> batch) {
    return engine.record(
        tx -> {
          for (Captured captured : batch) {
            take(tx, captured);
          }
          return null;
        });
  }

  private void take(Transaction tx, Captured captured) throws SQLException {
    NewEntry update = captured.update();
    boolean redelivered =
        update != null
            && appender.append(tx, update.of(bot), captured.refusal()) != Appended.QUEUED;
    if (!redelivered) {
      recordAll(tx, captured.events());
    }
  }

  private List<Receipt> recordAll(Transaction tx, List<Recordable> events) throws SQLException {
    List<Receipt> receipts = new ArrayList<>();
    for (Recordable event : events) {
      receipts.add(record(tx, event));
    }
    return receipts;
  }

  @Override
  public Receipt record(Transaction tx, Recordable event) throws SQLException {
    if (event instanceof Bind bind) {
      return bind(tx, bind);
    }
    if (event instanceof TrackedStart start) {
      return start(tx, start);
    }
    if (event instanceof OperatorEvent operatorEvent) {
      return recordOperatorEvent(tx, operatorEvent);
    }
    if (event instanceof Webhook webhook) {
      return conversions.enqueueReceived(tx, webhook);
    }
    return convert(tx, (Conversion) event, false);
  }

  /** Records a test deposit, within a transaction of the caller. */
  public Receipt recordTest(Transaction tx, Conversion deposit) throws SQLException {
    return convert(tx, deposit, true);
  }

  private Receipt recordOperatorEvent(Transaction tx, OperatorEvent event) throws SQLException {
    String kind = event.kind().word();
    Appended appended =
        appender.appendDelivered(
            tx,
            new NewEntry(
                Topic.OPERATOR_EVENTS.of(bot),
                LaneName.of(event.user()).value(),
                kind,
                key(kind, event.eid()),
                event.detail(),
                ""));
    return new Receipt(Outcome.valueOf(appended.name()), event.eid());
  }

  private Receipt start(Transaction tx, TrackedStart start) throws SQLException {
    Receipt bound = bind(tx, start.bind());
    if (bound.outcome() == Outcome.QUEUED || bound.outcome() == Outcome.DUPLICATE) {
      convert(tx, start.contact(), false);
    }
    return bound;
  }

  private Receipt bind(Transaction tx, Bind bind) throws SQLException {
    return switch (bindings.bind(tx, bind)) {
      case BOUND -> append(tx, entry(bind), bind.eid(), null);
      case KEPT_FIRST -> new Receipt(Outcome.DUPLICATE, bind.eid());
      case OWNED_BY_ANOTHER -> {
        String owner = bindings.ownerOf(tx.session(), bind.uid()).map(UserId::toString).orElse("");
        String offered = bind.user().toString();
        keep(tx, LaneName.of(bind.user()).value(), Bind.KIND, bind.uid().value(), owner, offered);
        yield new Receipt(Outcome.CONFLICT, bind.eid());
      }
      case TOO_MANY -> {
        reportLimit(tx, Limit.NEW_UIDS, LaneName.of(bind.user()).value());
        yield new Receipt(Outcome.TOO_MANY, bind.eid());
      }
    };
  }

  private NewEntry entry(Bind bind) {
    String key = key(Bind.KIND, bind.eid());
    return new NewEntry(
        outbox, LaneName.of(bind.user()).value(), Bind.KIND, key, "", wire.bind(bind));
  }

  private Receipt convert(Transaction tx, Conversion conversion, boolean test) throws SQLException {
    if (conversion.subject() instanceof ClickId uid) {
      Optional<UserId> owner = ownerOf(tx, uid);
      return owner.isPresent()
          ? convert(tx, conversion.of(owner.get()), LaneName.of(owner.get()).value(), uid, test)
          : convert(tx, conversion, LaneName.of(uid).value(), uid, test);
    }
    UserId user = (UserId) conversion.subject();
    ClickId uid = bindings.useOf(tx, user).orElse(null);
    return convert(tx, conversion, LaneName.of(user).value(), uid, test);
  }

  /**
   * The owner of a uid. If it has none, the uid is locked: nobody binds it before the event is
   * recorded under it.
   */
  private Optional<UserId> ownerOf(Transaction tx, ClickId uid) throws SQLException {
    Optional<UserId> owner = bindings.useOf(tx, uid);
    if (owner.isEmpty()) {
      bindings.lock(tx, uid);
      owner = bindings.ownerOf(tx.session(), uid);
    }
    return owner;
  }

  private Receipt convert(
      Transaction tx, Conversion conversion, String lane, @Nullable ClickId uid, boolean test)
      throws SQLException {
    Optional<EventId> known = knownAsClick(tx, conversion);
    if (known.isPresent()) {
      return new Receipt(Outcome.DUPLICATE, known.get());
    }
    String kind = conversion.name().wireName();
    String refusal = test ? null : refusal(conversion);
    NewEntry entry =
        new NewEntry(
            outbox,
            lane,
            kind,
            key(kind, conversion.eid()),
            amount(conversion, test),
            wire.event(conversion, uid));
    Receipt receipt = append(tx, entry, conversion.eid(), refusal);
    switch (receipt.outcome()) {
      case QUEUED -> enqueue(tx, conversion, lane, test);
      case ABOVE_CEILING -> refuse(tx, conversion, lane, refusal);
      default -> {}
    }
    return receipt;
  }

  private @Nullable String refusal(Conversion conversion) {
    Money money = conversion.money();
    return money == null ? null : ceiling.whyRefused(money).orElse(null);
  }

  private void enqueue(Transaction tx, Conversion conversion, String lane, boolean test)
      throws SQLException {
    if (test) {
      conversions.exclude(tx, conversion, lane);
    } else {
      conversions.enqueue(tx, conversion, lane, null);
    }
  }

  /**
   * Refuses the bot's conversion too, until the operator sends the deposit: the bot may credit what
   * it receives.
   */
  private void refuse(Transaction tx, Conversion conversion, String lane, @Nullable String refusal)
      throws SQLException {
    conversions.enqueue(tx, conversion, lane, refusal);
    reportLimit(tx, Limit.DEPOSIT_CEILING, lane);
  }

  private static String amount(Conversion conversion, boolean test) {
    Money money = conversion.money();
    if (money == null) {
      return "";
    }
    return test ? TestMoney.of(money) : money.toString();
  }

  /**
   * The id under which a once-per-user event was already recorded by one of the user's clicks,
   * before the click's user was known. It checks every click, since events may carry another uid
   * now.
   */
  private Optional<EventId> knownAsClick(Transaction tx, Conversion conversion)
      throws SQLException {
    if (!(conversion.subject() instanceof UserId user)
        || !conversion.name().isOncePerSubject()
        || isKnown(tx, conversion)) {
      return Optional.empty();
    }
    for (ClickId uid : bindings.uidsOf(tx.session(), user)) {
      Conversion asClick = conversion.of(uid);
      if (isKnown(tx, asClick)) {
        return Optional.of(asClick.eid());
      }
    }
    return Optional.empty();
  }

  private boolean isKnown(Transaction tx, Conversion conversion) throws SQLException {
    String key = key(conversion.name().wireName(), conversion.eid());
    return appender.fingerprint(tx, outbox, key).isPresent();
  }

  private Receipt append(Transaction tx, NewEntry entry, EventId eid, @Nullable String refusal)
      throws SQLException {
    return switch (appender.append(tx, entry, refusal)) {
      case QUEUED -> new Receipt(refusal == null ? Outcome.QUEUED : Outcome.ABOVE_CEILING, eid);
      case DUPLICATE -> repeated(tx, entry, eid);
      case CONFLICT -> conflicting(tx, entry, eid);
    };
  }

  private Receipt conflicting(Transaction tx, NewEntry entry, EventId eid) throws SQLException {
    String kept = appender.fingerprint(tx, outbox, entry.key()).orElse("");
    keep(tx, entry.lane(), entry.kind(), eid.value(), kept, entry.fingerprint());
    return new Receipt(Outcome.CONFLICT, eid);
  }

  /**
   * Handles a repeated report with the same amount: a duplicate, or a conflict if the users differ.
   */
  private Receipt repeated(Transaction tx, NewEntry entry, EventId eid) throws SQLException {
    Optional<UserId> first = userOf(tx, appender.lane(tx, outbox, entry.key()).orElse(""));
    Optional<UserId> now = userOf(tx, entry.lane());
    if (first.isEmpty() || now.isEmpty() || first.equals(now)) {
      // A click without an owner may be the same person's
      return new Receipt(Outcome.DUPLICATE, eid);
    }
    String amount = entry.fingerprint();
    keep(
        tx,
        entry.lane(),
        entry.kind(),
        eid.value(),
        of(amount, first.get()),
        of(amount, now.get()));
    return new Receipt(Outcome.CONFLICT, eid);
  }

  private static String of(String amount, UserId user) {
    return "%s %s".formatted(amount, Conflicts.of(user)).strip();
  }

  private Optional<UserId> userOf(Transaction tx, String lane) throws SQLException {
    LaneName name = new LaneName(lane);
    Optional<UserId> user = name.userId().map(UserId::new);
    if (user.isPresent() || name.uid().isEmpty()) {
      return user;
    }
    return bindings.ownerOf(tx.session(), new ClickId(name.uid().get()));
  }

  private void keep(
      Transaction tx, String lane, String kind, String key, String kept, String offered)
      throws SQLException {
    if (conflicts.isKnown(tx.session(), kind, key, offered)) {
      return;
    }
    if (!conflicts.isBelowLimit(tx, kind, key, offered)) {
      reportLimit(tx, Limit.CONFLICTS, lane);
      return;
    }
    Conflict conflict = conflicts.keep(tx, kind, key, kept, offered);
    tx.afterCommit(() -> conflictListener.accept(conflict, lane));
  }

  private void reportLimit(Transaction tx, Limit limit, String lane) {
    tx.afterCommit(() -> limitListener.accept(limit, lane));
  }

  private static String key(String kind, EventId eid) {
    return kind + "/" + eid;
  }
}
