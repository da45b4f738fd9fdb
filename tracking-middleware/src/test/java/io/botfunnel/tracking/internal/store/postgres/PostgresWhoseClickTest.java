package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.TrackedStart;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.WhoseClickContract;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class PostgresWhoseClickTest extends WhoseClickContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public Store openStore() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Test
  void theBoundIsThatOfAllMachinesTogether() {
    UserId ann = new UserId(1);
    try (Store another = openStore()) {
      for (int i = 0; i < 60; i++) {
        starts(ann, "here-" + i);
        starts(another, ann, "there-" + i);
      }
      assertThat(another.operations().uidsOf(ann.value())).hasSize(20);
    }
  }

  /**
   * Each machine records in one transaction what has come at once, and sees not what is not there.
   */
  @ParameterizedTest
  @EnumSource
  void twoMachinesAtTheSameMomentBindNoMoreThanOne(Attribution attribution) {
    try (Store here = Store.open(url, new PlainWire(), attribution, clock);
        Store another = Store.open(url, new PlainWire(), attribution, clock)) {
      for (long user = 1_000; user < 1_000 + ROUNDS; user++) {
        UserId ann = new UserId(user);
        starts(here, ann, "first-" + ann);
        atOnce(
            here,
            some(n -> start(ann, "here-" + ann + "-" + n)),
            another,
            n -> start(ann, "there-" + ann + "-" + n));
        assertThat(here.operations().uidsOf(user)).hasSize(20);
      }
    }
  }

  @Test
  void twoMachinesAtTheSameMomentKeepNoMoreContradictionsThanOne() {
    try (Store here = openStore();
        Store another = openStore()) {
      UserId owner = new UserId(1);
      for (int round = 1; round <= ROUNDS; round++) {
        String id = "T-" + round;
        here.intake().record(List.of(paid(owner, id, "1.00"))).join();
        atOnce(
            here, some(n -> paid(owner, id, "10." + n)), another, n -> paid(owner, id, "20." + n));
      }
      assertThat(here.operations().conflicts(10_000)).hasSize(10 * ROUNDS);
    }
  }

  private static final int ROUNDS = 5;
  private static final int AT_ONCE = 30;

  private static List<Recordable> some(IntFunction<Recordable> happening) {
    return IntStream.range(10, 10 + AT_ONCE).mapToObj(happening).toList();
  }

  private static void atOnce(
      Store here, List<Recordable> some, Store there, IntFunction<Recordable> others) {
    CompletableFuture<?> one = here.intake().record(some);
    CompletableFuture<?> other = there.intake().record(some(others));
    CompletableFuture.allOf(one, other).join();
  }

  private Recordable start(UserId user, String uid) {
    return new TrackedStart(user, new ClickId(uid), clock.instant());
  }

  private Recordable paid(UserId user, String id, String amount) {
    return Conversion.deposit(user, id, Money.of(amount, "USD"), clock.instant());
  }
}
