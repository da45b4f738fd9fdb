package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.UID;
import static io.botfunnel.starter.gateway.GivenGateway.deposit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.xtracker.FakePartner;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.event.Receipt.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One deposit that is reported by a hook, by a partner and by XTRACKER's webhook. */
class ThreeWaysTest {
  private static final long USER = 555123;

  private GivenGateway given;

  @BeforeEach
  void start(@TempDir Path folder) {
    given = GivenGateway.start(folder);
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private String hook() {
    return given
        .tracking
        .user(USER)
        .deposit("25.00", "USD", "t-7")
        .outcome()
        .name()
        .toLowerCase(Locale.ROOT);
  }

  private String partner() {
    return given.get(deposit()).word();
  }

  /** As XTRACKER tells it: of an event that it has, with its time. */
  private String xtracker() {
    await().until(() -> given.xtracker.ledger().event("dep-t-7").isPresent());
    RecordedEvent event = given.xtracker.ledger().event("dep-t-7").orElseThrow();
    return given
        .webhook(WebhookTest.body("ev-7").replace("1767225600123", "" + event.occurredAtMs()))
        .word();
  }

  private void assertCountedOnce() {
    assertThat(given.xtracker.ledger().events("deposit")).hasSize(1);
    assertThat(given.xtracker.ledger().revenue("USD")).isEqualByComparingTo("25");
    assertThat(given.conversions()).as("what the bot is told").isEqualTo(1);
  }

  @Test
  void isCountedOnceWhereTheHookIsFirst() {
    given.tracking.bind(USER, UID);
    assertThat(List.of(hook(), partner(), xtracker(), xtracker()))
        .containsExactly("queued", "duplicate", "duplicate", "duplicate");
    assertCountedOnce();
  }

  @Test
  void isCountedOnceWhereThePartnerIsFirst() {
    given.tracking.bind(USER, UID);
    assertThat(List.of(partner(), xtracker(), hook(), partner()))
        .containsExactly("queued", "duplicate", "duplicate", "duplicate");
    assertCountedOnce();
  }

  @Test
  void isCountedOnceWhereTheClickIsBoundInBetween() {
    assertThat(partner()).isEqualTo("queued");
    given.tracking.bind(USER, UID);
    assertThat(List.of(hook(), xtracker(), partner()))
        .containsExactly("duplicate", "duplicate", "duplicate");
    assertCountedOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isCountedOnceInAnyOrder(long seed) {
    given.tracking.bind(USER, UID);
    List<Supplier<String>> reports = new ArrayList<>();
    Collections.addAll(
        reports, this::hook, this::hook, this::partner, this::partner, this::partner);
    Collections.shuffle(reports, new Random(seed));
    assertThat(reports.stream().map(Supplier::get).filter("queued"::equals)).hasSize(1);
    assertThat(xtracker()).isEqualTo("duplicate");
    assertCountedOnce();
  }

  @Test
  void isCountedOnceWhereTheUserHasAnotherUidByThen() {
    given.tracking.bind(USER, UID);
    given.tracking.bind(USER, "click-2");
    assertThat(List.of(hook(), partner(), xtracker(), partner()))
        .containsExactly("queued", "duplicate", "duplicate", "duplicate");
    assertCountedOnce();
    given.tracking.bind(USER, "click-3");
    assertThat(List.of(hook(), partner())).containsOnly("duplicate");
    assertCountedOnce();
  }

  /** Why a partner's postback belongs at the gateway: XTRACKER's key has the uid in it. */
  @Test
  void isTwoWhereThePartnerCallsXtrackerAndTheHookCarriesAnotherUid() {
    given.tracking.bind(USER, UID);
    given.tracking.bind(USER, "click-2");
    new FakePartner(
            given.xtracker.url()
                + "/e?event=deposit&value=25.00&currency=USD&eid=dep-t-7&uid={sub_id}&token="
                + given.xtracker.ingestToken())
        .reports(Map.of("sub_id", UID));
    assertThat(hook()).isEqualTo("queued");
    await().until(() -> given.xtracker.ledger().events("deposit").size() == 2);
    assertThat(given.xtracker.ledger().revenue("USD")).isEqualByComparingTo("50");
  }

  @Test
  void isTwoWhereOnlyXtrackerKnowsTheSecond() {
    given.tracking.bind(USER, UID);
    assertThat(hook()).isEqualTo("queued");
    assertThat(given.webhook(WebhookTest.body("another")).word()).isEqualTo("queued");
    assertThat(given.conversions()).isEqualTo(2);
    assertThat(given.accepted()).as("bind and deposit").isEqualTo(2);
    assertThat(given.hook().outcome()).isEqualTo(Outcome.DUPLICATE);
  }
}
