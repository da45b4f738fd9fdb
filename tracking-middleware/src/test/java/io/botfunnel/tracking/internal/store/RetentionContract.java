package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept for long, and not for ever, whatever database holds it. */
public abstract class RetentionContract extends OperationsStage {
  private static final UserId CAT = new UserId(3);

  private static final Duration KEYS = Retention.DEFAULT.keys();

  private void days(int days) {
    clock.advance(Duration.ofDays(days));
  }

  @Test
  void conflictsAndWhatOperatorsDidGoAfterTwoYears() {
    bind(ANN, "abc");
    bind(BOB, "abc");
    operations.erase(Filter.ALL, Long.MAX_VALUE, WHO);
    days(729);
    bind(CAT, "abc");
    days(2);
    await()
        .untilAsserted(
            () -> {
              assertThat(operations.conflicts(9)).hasSize(1);
              assertThat(operations.audit(9)).isEmpty();
            });
  }

  @Test
  void whatWasRefusedGoesAfterAYearAndIsNamed() {
    deposit(ANN, "1", "25.00", "USD");
    refuseAll("invalid_value");
    days(364);
    deposit(ANN, "2", "25.00", "USD");
    refuseAll("invalid_value");
    assertThat(eids(Filter.ALL.in(State.REFUSED))).containsExactly("dep-2", "dep-1");
    days(2);
    await()
        .untilAsserted(
            () -> assertThat(eids(Filter.ALL.in(State.REFUSED))).containsExactly("dep-2"));
    assertThat(operations.audit(1))
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.who()).isEqualTo("retention");
              assertThat(dropped.what()).startsWith("dropped 1 entries").endsWith("deposit/dep-1");
            });
    assertThat(operations.books(Topic.OUTBOX).refused()).isEqualTo(2);
    assertThatTheBooksBalance();
    assertThat(operations.retry(Filter.ALL, Long.MAX_VALUE, WHO).changed()).isEqualTo(1);
  }

  @Test
  void aUidIsItsUsersUntilThreeYearsAfterItsLastUse() {
    bind(ANN, "abc");
    bind(BOB, "def");
    for (int year = 0; year < 4; year++) {
      days(300);
      deposit(ANN, "tx-" + year, "25.00", "USD");
    }
    await().untilAsserted(() -> assertThat(operations.userOf("def")).isEmpty());
    assertThat(operations.uidsOf(BOB.value())).isEmpty();
    assertThat(operations.userOf("abc")).hasValue(ANN.value());
    assertThat(operations.uidsOf(ANN.value())).containsExactly("abc");
    assertThat(bind(CAT, "def").outcome()).isEqualTo(Receipt.Outcome.QUEUED);
  }

  /** Updates and conversions are settled at once while the tracker is down, its events later. */
  @Test
  void keysBehindThoseOfAnOutageAreDeletedInTime() {
    record(IntStream.range(0, 1_200).mapToObj(i -> payment(1_000 + i)).toList());
    deposit(ANN, "quick", "25.00", "USD");
    long overAtMs = clock.millis() + Duration.ofDays(2).toMillis();
    answer(
        entry ->
            entry.key().endsWith("quick")
                ? Settlement.delivered(entry)
                : Settlement.held(entry, overAtMs));
    days(2);
    answer(Settlement::delivered);
    days(8);
    await().untilAsserted(() -> assertThat(eids(Filter.ALL)).isEmpty());
    clock.advance(KEYS.minusDays(9));
    await().until(() -> deposit(ANN, "quick", "25.00", "USD").queued());
    assertThat(deposit(new UserId(1_000), "tx-1000", "25.00", "USD").outcome())
        .isEqualTo(Receipt.Outcome.DUPLICATE);
  }

  private Recordable payment(int user) {
    return Conversion.deposit(
        new UserId(user), "tx-" + user, Money.of("25.00", "USD"), clock.instant());
  }
}
