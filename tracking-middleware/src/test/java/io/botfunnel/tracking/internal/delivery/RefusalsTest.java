package io.botfunnel.tracking.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.delivery.RefusedKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final SteppingClock clock = new SteppingClock();
  private final Refusals refusals = new Refusals(clock);

  /** {@code +} is an accepted event of a kind, {@code -} a refused one. */
  private void went(String kind, String course) {
    course.chars().forEach(each -> went(kind, each == '+'));
  }

  private void went(String kind, boolean accepted) {
    if (accepted) {
      refusals.accepted(kind);
    } else {
      refusals.refused(kind, "invalid_value");
    }
  }

  private boolean refusing() {
    return !refusals.now().isEmpty();
  }

  private static boolean refusingAfter(String course) {
    RefusalsTest other = new RefusalsTest();
    other.went("deposit", course);
    return other.refusing();
  }

  @Test
  void areNoneBeforeTheFirst() {
    assertThat(refusing()).isFalse();
  }

  @Test
  void countFromTheFirstWhileNothingOfTheKindWasAccepted() {
    assertThat(refusingAfter("-")).isTrue();
    assertThat(refusingAfter("-".repeat(22))).isTrue();
  }

  @Test
  void countFromTheThirdInARowOnceTheKindWasAccepted() {
    assertThat(refusingAfter("+--")).isFalse();
    assertThat(refusingAfter("+---")).isTrue();
  }

  @Test
  void areNothingWhereOneIsWrongAmongOthers() {
    assertThat(refusingAfter("+-+-+--+-+")).isFalse();
  }

  @Test
  void endWithTwoAcceptedInARow() {
    assertThat(refusingAfter("+---+")).isTrue();
    assertThat(refusingAfter("+---+-+-+")).as("one in two passes: no flapping").isTrue();
    assertThat(refusingAfter("+---++")).isFalse();
    assertThat(refusingAfter("-++")).isFalse();
  }

  @Test
  void doNotHideBehindAnotherKindThatPasses() {
    went("bind", "++++");
    went("deposit", "-");
    went("bind", "++++");
    assertThat(refusals.now()).extracting(RefusedKind::kind).containsExactly("deposit");
  }

  @Test
  void sayHowManySinceWhenAndWhyTheLatest() {
    went("deposit", "+-+");
    Instant began = clock.instant();
    went("deposit", "--");
    clock.advance(Duration.ofMinutes(5));
    refusals.refused("deposit", "invalid_time");
    assertThat(refusals.now())
        .containsExactly(new RefusedKind("deposit", 3, began, "invalid_time"));
  }

  @Test
  void beginAnewAfterTheyHaveEnded() {
    went("deposit", "---++");
    clock.advance(Duration.ofMinutes(5));
    went("deposit", "---");
    assertThat(refusals.now())
        .containsExactly(new RefusedKind("deposit", 3, clock.instant(), "invalid_value"));
  }
}
