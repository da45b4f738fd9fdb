package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An outbox with a stepped clock, in which things are recorded and answered. */
public abstract class OperationsStage {
  public static final UserId ANN = new UserId(1);
  public static final UserId BOB = new UserId(2);
  public static final String WHO = "test";

  public final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-24T10:30:15Z"));
  public Operations operations;
  Store store;
  Lanes lanes;

  public abstract Store openStore();

  @BeforeEach
  void open() {
    store = openStore();
    lanes = store.lanes();
    operations = store.operations();
  }

  @AfterEach
  void close() {
    store.close();
  }

  void reopen() {
    close();
    open();
  }

  Receipt record(Recordable event) {
    return record(List.of(event)).get(0);
  }

  List<Receipt> record(List<Recordable> events) {
    return store.intake().record(events).join();
  }

  public Receipt bind(UserId user, String uid) {
    return record(new Bind(user, new ClickId(uid), clock.instant()));
  }

  public Receipt deposit(UserId user, String transactionId, String amount, String currency) {
    Money money = Money.of(amount, currency);
    return record(Conversion.deposit(user, transactionId, money, clock.instant()));
  }

  public void contact(UserId user) {
    record(Conversion.contact(user, clock.instant()));
  }

  /** Answers whatever is due until nothing is. */
  void answer(Function<Entry, Settlement> answer) {
    for (List<Entry> due = claim(); !due.isEmpty(); due = claim()) {
      lanes.settle(due.stream().map(answer).toList()).join();
    }
  }

  List<Entry> claim() {
    return lanes.claim(Topic.OUTBOX, 100).join();
  }

  void refuseAll(String reason) {
    answer(entry -> Settlement.refused(entry, reason));
  }

  List<String> eids(Filter filter) {
    return operations.list(filter, Long.MAX_VALUE, 100).entries().stream()
        .map(Recorded::eid)
        .toList();
  }

  static long next(@Nullable Long next) {
    return Objects.requireNonNull(next, "nothing follows");
  }

  void assertThatTheBooksBalance() {
    assertThat(operations.books(Topic.OUTBOX).balanced())
        .as(operations.books(Topic.OUTBOX).toString())
        .isTrue();
  }
}
