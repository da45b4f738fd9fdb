package io.botfunnel.starter.console.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.starter.console.Records;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.operations.TimeSlice;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.StalledThread;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleJsonTest {
  private static final Instant NOON = Instant.ofEpochMilli(1_795_000_000_000L);
  private static final String HOSTILE = "<script>alert(\"1\")</script>\u2028'\\\u0000é😀";

  private static final Recorded REFUSED =
      new Recorded(
          7,
          "deposit",
          "dep-1",
          42L,
          "click",
          "25.00 USD",
          State.REFUSED,
          3,
          HOSTILE,
          NOON,
          NOON.plusMillis(1),
          null);
  private static final Recorded WAITING =
      new Recorded(8, "bind", "b", null, null, "", State.WAITING, 0, null, NOON, null, null);
  private static final Revenue DOLLARS =
      new Revenue("USD", 1, new BigDecimal("25.00"), 2, new BigDecimal("0.10"));
  private static final TimeSlice MOMENT =
      new TimeSlice(NOON, Map.of(Step.STARTED, 1L), List.of(DOLLARS));

  static List<Object> everyRecord() {
    return List.of(
        new AuditEntry(NOON, "console", "erased: 1 of outbox all"),
        new Conflict("bind", HOSTILE, "1", "2", NOON),
        new Filter(Topic.INBOX, State.REFUSED, "update", "e", 1L, "u", "r"),
        Filter.ALL,
        new ErasureResult(3, 2, 1),
        new Funnel(
            Period.WEEK,
            NOON,
            Map.of(Step.FIRST_DEPOSIT, 1L, Step.DEPOSIT, 3L),
            Map.of(Step.CONTACT, 2L),
            List.of(DOLLARS),
            List.of(),
            List.of(MOMENT)),
        new EntryPage(List.of(REFUSED, WAITING), 7L),
        new EntryPage(List.of(), null),
        new BulkResult(200, 1, 5L),
        new BulkResult(0, 0, null),
        new MoveResult(
            "data/outbox",
            "jdbc:postgresql://db/bot",
            Map.of("entry", 6L),
            new Books(6, 1, 1, 1, 1, 2),
            List.of(HOSTILE)),
        MOMENT,
        new Quarantined(Topic.INBOX, 2, NOON),
        new RepairResult(
            "data/outbox.mv.db",
            List.of("a hole"),
            3,
            List.of(new RepairResult.Range(4, 6)),
            List.of("PUBLIC.NOTES"),
            List.of(HOSTILE),
            List.of("data/outbox.mv.db.damaged")),
        new RepairResult.Range(4, 6),
        REFUSED,
        WAITING,
        DOLLARS,
        new StalledStep(Step.DEPOSIT, NOON, Duration.ofMinutes(3)),
        new EntryDetail(REFUSED, "{\"event\":\"deposit\"}"),
        new EntryDetail(WAITING, null),
        new Books(6, 1, 1, 1, 1, 2),
        status(new OutboxOutage(NOON, 3, "The disk is full")));
  }

  private static Status status(OutboxOutage held) {
    return new Status(
        TrackingVerdict.HELD,
        "a_bot",
        "fb_",
        "1.0",
        NOON,
        true,
        new Status.Endpoint(
            EndpointHealth.Status.UNAUTHORIZED,
            NOON,
            "HTTP 401",
            NOON.plusSeconds(60),
            null,
            List.of(new RefusedKind("deposit", 22, NOON, "invalid_value"))),
        3,
        64,
        new Books(6, 1, 1, 1, 1, 2),
        new Books(1, 0, 1, 0, 0, 0),
        new Books(2, 1, 1, 0, 0, 0),
        NOON,
        held,
        new StalledThread("botfunnel-outbox", Duration.ofSeconds(61), "waits"),
        null,
        false,
        List.of(new StalledStep(Step.STARTED, NOON, Duration.ofSeconds(1))),
        List.of(new Quarantined(Topic.INBOX, 2, NOON)));
  }

  @ParameterizedTest
  @MethodSource("everyRecord")
  void bringsEveryRecordBackAsItWas(Object value) {
    assertThat(ConsoleJson.<Object>read(ConsoleJson.write(value), typeOf(value))).isEqualTo(value);
  }

  @SuppressWarnings("unchecked") // an object's class is of its type
  private static Class<Object> typeOf(Object value) {
    return (Class<Object>) value.getClass();
  }

  @Test
  void forgetsNoRecordOfTheOperations() throws Exception {
    assertThat(everyRecord().stream().map(Object::getClass))
        .containsAll(Records.of(Recorded.class.getPackageName()));
  }

  @Test
  void readsAList() {
    assertThat(ConsoleJson.readList(ConsoleJson.write(List.of(REFUSED, WAITING)), Recorded.class))
        .containsExactly(REFUSED, WAITING);
  }

  @Nested
  class What {
    @Test
    void isATimeIsANumberOfMillisecondsAndSaysSo() {
      assertThat(ConsoleJson.write(new StalledStep(Step.DEPOSIT, NOON, Duration.ofMinutes(3))))
          .isEqualTo(
              """
              {"step":"deposit","lastAtMs":1795000000000,"usualGapMs":180000}""");
      assertThat(ConsoleJson.write(status(new OutboxOutage(NOON, 3, "full"))))
          .contains(
              "\"nowMs\":1795000000000",
              "\"sinceMs\":1795000000000",
              "\"nextProbeAtMs\":1795000060000",
              "\"lastSuccessAtMs\":null",
              "\"oldestWaitingMs\":1795000000000",
              "\"status\":\"unauthorized\"");
    }

    @Test
    void isMoneyIsAStringAndKeepsItsDigits() {
      assertThat(ConsoleJson.write(DOLLARS))
          .isEqualTo(
              """
              {"currency":"USD","first":1,"firstAmount":"25.00","repeat":2,"repeatAmount":"0.10"}""");
      assertThat(ConsoleJson.write(new BigDecimal("1E+3"))).isEqualTo("\"1000\"");
    }

    @Test
    void isAnEnumIsALowerCaseWordAlsoAsAKey() {
      assertThat(ConsoleJson.write(everyRecord().get(5)))
          .contains("\"period\":\"week\"", "\"first_deposit\":1", "\"contact\":2");
      assertThat(ConsoleJson.write(REFUSED)).contains("\"state\":\"refused\"");
    }

    @Test
    void theBooksComeToIsSaid() {
      assertThat(ConsoleJson.write(new Books(1, 1, 0, 0, 0, 0))).contains("\"balanced\":true");
      assertThat(ConsoleJson.write(new Books(2, 1, 0, 0, 0, 0))).contains("\"balanced\":false");
    }
  }

  @Nested
  class AReader {
    @Test
    void takesABotOfBeforeForOneWithNothingQuarantined() {
      String before =
          ConsoleJson.write(status(new OutboxOutage(NOON, 3, "full")))
              .replaceFirst(",\"quarantined\":\\[[^\\]]*\\]", "");
      assertThat(before).doesNotContain("quarantined");
      assertThat(ConsoleJson.read(before, Status.class).quarantined()).isEmpty();
    }

    @Test
    void takesAStatusWithoutStalledStepsForOneWithNone() {
      String before =
          ConsoleJson.write(status(new OutboxOutage(NOON, 3, "full")))
              .replaceFirst("\"stalledSteps\"", "\"silences\"");
      assertThat(ConsoleJson.read(before, Status.class).stalledSteps()).isEmpty();
    }

    @Test
    void toleratesWhatItDoesNotKnowAndWhatIsMissing() {
      assertThat(ConsoleJson.read("{\"changed\":1,\"busy\":2,\"later\":{}}", BulkResult.class))
          .isEqualTo(new BulkResult(1, 2, null));
    }

    @Test
    void saysWhatItCannotRead() {
      assertThatThrownBy(() -> ConsoleJson.read("<html>", BulkResult.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("BulkResult", "same version");
      assertThatThrownBy(() -> ConsoleJson.read("null", BulkResult.class))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ConsoleJson.readList("{}", BulkResult.class))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
