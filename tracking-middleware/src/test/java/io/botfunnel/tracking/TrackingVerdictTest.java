package io.botfunnel.tracking;

import static io.botfunnel.tracking.TrackingVerdict.DELIVERING;
import static io.botfunnel.tracking.TrackingVerdict.DRY_RUN;
import static io.botfunnel.tracking.TrackingVerdict.HELD;
import static io.botfunnel.tracking.TrackingVerdict.HUNG;
import static io.botfunnel.tracking.TrackingVerdict.IDLE;
import static io.botfunnel.tracking.TrackingVerdict.NOT_RUNNING;
import static io.botfunnel.tracking.TrackingVerdict.PAUSED;
import static io.botfunnel.tracking.TrackingVerdict.REFUSING;
import static io.botfunnel.tracking.TrackingVerdict.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.delivery.EndpointHealth.Status;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.StalledThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict over every combination of what it depends on. */
class TrackingVerdictTest {
  private static final Instant NOON = Instant.ofEpochMilli(1_795_000_000_000L);
  private static final Books NOTHING = new Books(0, 0, 0, 0, 0, 0);
  private static final Books ALL_REFUSED = new Books(22, 0, 0, 0, 22, 0);
  private static final Books SOME_REFUSED = new Books(22, 0, 1, 0, 21, 0);

  /** All that the verdict depends on. */
  private record Inputs(
      boolean running,
      boolean stalled,
      boolean held,
      boolean dryRun,
      Status status,
      boolean refusing,
      boolean accepted,
      Books books) {

    private TrackingVerdict verdict() {
      EndpointHealth endpoint =
          new EndpointHealth(
              status,
              NOON,
              status == Status.RUNNING ? null : "HTTP 500",
              null,
              accepted ? NOON : null,
              refusing ? List.of(new RefusedKind("deposit", 3, NOON, "invalid_value")) : List.of());
      return new TrackingHealth(endpoint, books, 0, 64, heldOrNull(), dryRun, stall(), running)
          .verdict();
    }

    private @Nullable OutboxOutage heldOrNull() {
      return held ? new OutboxOutage(NOON, 1, "The disk is full") : null;
    }

    private @Nullable StalledThread stall() {
      return stalled
          ? new StalledThread("botfunnel-outbox", Duration.ofSeconds(61), "waits")
          : null;
    }
  }

  static List<Inputs> everything() {
    List<Inputs> all = new ArrayList<>();
    for (int bits = 0; bits < 64; bits++) {
      for (Status status : Status.values()) {
        for (Books books : List.of(NOTHING, ALL_REFUSED, SOME_REFUSED)) {
          all.add(
              new Inputs(
                  (bits & 1) == 0,
                  (bits & 2) != 0,
                  (bits & 4) != 0,
                  (bits & 8) != 0,
                  status,
                  (bits & 16) != 0,
                  (bits & 32) != 0,
                  books));
        }
      }
    }
    return all;
  }

  /** Of each verdict: whether it is the case, however much else is. */
  private static boolean isTheCase(TrackingVerdict verdict, Inputs given) {
    return switch (verdict) {
      case NOT_RUNNING -> !given.running();
      case HUNG -> given.stalled();
      case HELD -> given.held();
      case DRY_RUN -> given.dryRun();
      case UNAUTHORIZED -> given.status() == Status.UNAUTHORIZED;
      case PAUSED -> given.status() == Status.PAUSED;
      case REFUSING -> given.refusing() || given.books().equals(ALL_REFUSED);
      case IDLE -> !given.accepted();
      case DELIVERING -> given.accepted();
    };
  }

  @ParameterizedTest
  @MethodSource("everything")
  void isTheFirstThatIsTheCase(Inputs given) {
    TrackingVerdict first =
        List.of(TrackingVerdict.values()).stream()
            .filter(verdict -> isTheCase(verdict, given))
            .findFirst()
            .orElseThrow();
    assertThat(given.verdict()).isEqualTo(first);
  }

  @Test
  void isReachedInEachOfItsWords() {
    assertThat(everything().stream().map(Inputs::verdict).distinct())
        .containsExactlyInAnyOrder(TrackingVerdict.values());
  }

  @Test
  void standsWorstFirst() {
    assertThat(TrackingVerdict.values())
        .containsExactly(
            NOT_RUNNING, HUNG, HELD, DRY_RUN, UNAUTHORIZED, PAUSED, REFUSING, IDLE, DELIVERING);
  }

  @Test
  void isTheWorstOverSeveral() {
    assertThat(TrackingVerdict.worst(List.of(DELIVERING, REFUSING, IDLE))).isEqualTo(REFUSING);
    assertThat(TrackingVerdict.worst(List.of(DELIVERING, IDLE))).isEqualTo(IDLE);
    assertThat(TrackingVerdict.worst(List.of())).isEqualTo(NOT_RUNNING);
  }

  @ParameterizedTest
  @EnumSource(TrackingVerdict.class)
  void isReadyUnlessUpdatesCannotBeKept(TrackingVerdict verdict) {
    assertThat(verdict.ready()).isEqualTo(!List.of(NOT_RUNNING, HUNG, HELD).contains(verdict));
  }

  @ParameterizedTest
  @EnumSource(TrackingVerdict.class)
  void isGoodIfNobodyNeedsToLook(TrackingVerdict verdict) {
    assertThat(verdict.good()).isEqualTo(List.of(DELIVERING, IDLE).contains(verdict));
    assertThat(verdict.meaning()).isNotBlank();
  }

  @Test
  void hasAWordForMachinesAndOneForPeople() {
    assertThat(DRY_RUN.word()).isEqualTo("dry_run");
    assertThat(DRY_RUN.words()).isEqualTo("dry run");
  }
}
