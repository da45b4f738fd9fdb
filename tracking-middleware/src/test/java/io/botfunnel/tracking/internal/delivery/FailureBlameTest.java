package io.botfunnel.tracking.internal.delivery;

import static io.botfunnel.tracking.internal.delivery.FailureBlame.Fault.ENDPOINT;
import static io.botfunnel.tracking.internal.delivery.FailureBlame.Fault.OWN;
import static io.botfunnel.tracking.internal.delivery.FailureBlame.Fault.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FailureBlameTest {
  private static final long A = 1;
  private static final long B = 2;
  private static final long C = 3;

  private final FailureBlame suspects = new FailureBlame();

  private FailureBlame.Fault fails(long id) {
    suspects.sent();
    return suspects.failed(id, false);
  }

  private void succeeds(long id) {
    suspects.succeeded(id, suspects.sent());
  }

  @Nested
  class AnEntry {
    @Test
    void isNotBlamedForItsFirstFailure() {
      succeeds(B);
      assertThat(fails(A)).isEqualTo(UNKNOWN);
    }

    @Test
    void isAtFaultWhenItFailsAgainAfterAnotherGotThrough() {
      fails(A);
      succeeds(B);
      assertThat(fails(A)).isEqualTo(OWN);
    }

    @Test
    void isNotAtFaultBecauseOfWhatWasSentBeforeItFailed() {
      long sentEarlier = suspects.sent();
      fails(A);
      suspects.succeeded(B, sentEarlier);
      assertThat(fails(A)).isEqualTo(UNKNOWN);
    }

    @Test
    void isNotAtFaultHoweverOftenItFailsAlone() {
      assertThat(LongStream.range(0, 50).mapToObj(i -> fails(A))).doesNotContain(OWN);
      assertThat(suspects.timesFailed(A)).isEqualTo(50);
    }

    @Test
    void isClearedByItsOwnSuccess() {
      fails(A);
      succeeds(A);
      assertThat(suspects.timesFailed(A)).isZero();
      assertThat(fails(A)).isEqualTo(UNKNOWN);
    }
  }

  @Nested
  class TheEndpoint {
    @Test
    void isAtFaultWhenThreeEntriesFailInARow() {
      assertThat(fails(A)).isEqualTo(UNKNOWN);
      assertThat(fails(B)).isEqualTo(UNKNOWN);
      assertThat(fails(C)).isEqualTo(ENDPOINT);
    }

    @Test
    void isAtFaultWhenTheOnlyEntryFailsThreeTimesInARow() {
      assertThat(fails(A)).isEqualTo(UNKNOWN);
      assertThat(fails(A)).isEqualTo(UNKNOWN);
      assertThat(fails(A)).isEqualTo(ENDPOINT);
    }

    @Test
    void isNotAtFaultWhileOthersGetThroughInBetween() {
      fails(A);
      fails(B);
      succeeds(4);
      assertThat(fails(C)).isEqualTo(UNKNOWN);
    }

    @Test
    void isNotAtFaultForEntriesThatAreProvenBad() {
      assertThat(LongStream.range(10, 20).mapToObj(id -> suspects.failed(id, true)))
          .containsOnly(UNKNOWN);
    }

    @Test
    void isHeldAgainstNobodyOnceItIsKnown() {
      fails(A);
      fails(B);
      fails(C);
      suspects.acquitAll();
      succeeds(B);
      assertThat(fails(A)).isEqualTo(UNKNOWN);
    }
  }

  @Nested
  class TurnedAway {
    private List<FailureBlame.Fault> times(int times, int inFlight) {
      return IntStream.range(0, times).mapToObj(i -> suspects.turnedAway(inFlight)).toList();
    }

    @Test
    void isNobodysFaultWhileSomeOfTheFlightMayGetThrough() {
      assertThat(times(63, 64)).containsOnly(UNKNOWN);
    }

    @Test
    void isTheEndpointsWhenTheWholeFlightIs() {
      assertThat(times(64, 64)).endsWith(ENDPOINT);
    }

    @Test
    void isTheEndpointsAfterThreeWhereNothingEverGotThrough() {
      assertThat(times(3, 1)).containsExactly(UNKNOWN, UNKNOWN, ENDPOINT);
    }

    @Test
    void isNotTheEndpointsWhereOneInTenGetsThrough() {
      for (int i = 0; i < 100; i++) {
        succeeds(A);
        assertThat(times(9, 1)).containsOnly(UNKNOWN);
      }
    }

    @Test
    void isTheEndpointsWhenNothingGetsThroughAnyMore() {
      succeeds(A);
      assertThat(times(16, 1)).endsWith(UNKNOWN, ENDPOINT);
    }

    @Test
    void isNotHeldAgainstTheEntry() {
      times(2, 64);
      succeeds(B);
      assertThat(fails(A)).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void whatIsRememberedIsBounded() {
    LongStream.range(0, 25_000).forEach(id -> suspects.failed(id, true));
    assertThat(suspects.timesFailed(0)).isZero();
    assertThat(suspects.timesFailed(24_999)).isOne();
  }
}
