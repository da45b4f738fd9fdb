package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.PARTNERS_TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.UID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.gateway.GivenGateway.Told;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.operations.Conflict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes to /e/partner, in the partner's own words. */
class PartnerTest {
  /** As config/bot.yaml has it for Pocket Option. */
  static final Partner POCKET =
      new Partner(
          "pocket-option",
          Optional.empty(),
          Map.of(
              "event", "goal",
              "uid", "sub_id",
              "value", "sumdep",
              "registration-eid", "trader_id",
              "deposit-eid", "trade_id"),
          Map.of("reg", "registration", "dep", "deposit", "conf", Partner.IGNORED),
          Map.of("currency", "USD"),
          AddressRanges.NONE);

  private static final Partner OTHER =
      new Partner(
          "other",
          Optional.of(PARTNERS_TOKEN),
          Map.of("token", "key"),
          Map.of(),
          Map.of("event", "deposit", "value", "3.00", "currency", "EUR"),
          AddressRanges.of("203.0.113.0/24"));

  private static final Partner OWN =
      new Partner(
          "own",
          Optional.of("t0ken-of-the-partner-own"),
          Map.of(),
          Map.of(),
          Map.of("currency", "USD"),
          AddressRanges.NONE,
          true);

  private GivenGateway given;

  @BeforeEach
  void start(@TempDir Path folder) {
    given = new GivenGateway.Setup().partners(POCKET, OTHER, OWN).start(folder);
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private Told pocket(String query) {
    return given.get("/e/pocket-option?token=" + TOKEN + "&sub_id=" + UID + query);
  }

  private Told other(String query) {
    return given.get("/e/other?" + query, "X-Forwarded-For", "203.0.113.9");
  }

  private Told own(String query) {
    return given.get("/e/own?token=t0ken-of-the-partner-own&uid=own-click" + query);
  }

  @Test
  void whoseIdsAreItsOwnIsBlockedByNobodyWhoTakesOne() {
    assertThat(pocket("&goal=dep&sumdep=0.01&trade_id=T-9001").word()).isEqualTo("queued");
    given.tracking.user(7).deposit("0.02", "USD", "T-9001");
    Told told = own("&event=deposit&value=500.00&eid=T-9001");
    assertThat(told.whole().body())
        .isEqualTo("{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"deposit/dep-own:T-9001\"}");
    await().until(() -> given.xtracker.ledger().event("dep-own:T-9001").isPresent());
    RecordedEvent event = given.xtracker.ledger().event("dep-own:T-9001").orElseThrow();
    assertThat(event.value()).isEqualTo("500.00");
    assertThat(own("&event=deposit&value=500.00&eid=dep-T-9001").word()).isEqualTo("duplicate");
    assertThat(own("&event=registration&eid=trader-9").json().path("inbox_id").asText())
        .isEqualTo("registration/own:trader-9");
  }

  @Test
  void whoseIdsAreSharedIsBlockedByWhoeverIsFirstAndTheOperatorSeesIt() {
    assertThat(pocket("&goal=dep&sumdep=0.01&trade_id=T-9001").word()).isEqualTo("queued");
    Told told = other("key=" + PARTNERS_TOKEN + "&uid=other-click&eid=T-9001");
    assertThat(told.status()).isEqualTo(409);
    assertThat(given.tracking.conflicts())
        .extracting(Conflict::kept, Conflict::offered)
        .containsExactly(tuple("0.01 USD", "3.00 EUR"));
  }

  @Test
  void cannotReportInTheSpaceOfAnother() {
    for (String eid : List.of("own:T-9001", "dep-own:T-9001")) {
      Told told = pocket("&goal=dep&sumdep=0.01&trade_id=" + eid);
      assertThat(told.status()).isEqualTo(400);
      assertThat(told.error()).contains("begins with the name of a partner");
    }
    assertThat(given.accepted()).isZero();
    assertThat(own("&event=deposit&value=5.00&eid=own:T-9001").json().path("inbox_id").asText())
        .isEqualTo("deposit/dep-own:own:T-9001");
  }

  @Test
  void isUnderstood() {
    Told told = pocket("&goal=dep&sumdep=25&trader_id=9&trade_id=77&country=DE&promo=");
    assertThat(told.status()).as(told.whole().body()).isEqualTo(200);
    await().until(() -> given.xtracker.ledger().event("dep-77").isPresent());
    RecordedEvent event = given.xtracker.ledger().event("dep-77").orElseThrow();
    assertThat(event.value()).isEqualTo("25.00");
    assertThat(event.currency()).isEqualTo("USD");
    assertThat(event.uid()).isEqualTo(UID);
  }

  @Test
  void hasAnEidOfItsOwnForEachEvent() {
    assertThat(
            pocket("&goal=reg&trader_id=9&sumdep=%7Bsumdep%7D&trade_id=").json().path("inbox_id"))
        .hasToString("\"registration/9\"");
    assertThat(pocket("&goal=dep&sumdep=25&trader_id=9").word()).isEqualTo("invalid_eid");
  }

  @Test
  void isAnsweredAndNotRecordedWhereItsEventIsIgnored() {
    Told told = pocket("&goal=conf");
    assertThat(told.whole().body()).isEqualTo("{\"ok\":true,\"status\":\"ignored\"}");
    assertThat(given.accepted()).isZero();
  }

  @Test
  void isRefusedWhereItsEventIsNotSetUp() {
    Told told = pocket("&goal=withdrawal");
    assertThat(told.word()).isEqualTo("invalid_event");
    assertThat(told.error()).contains("gateway.partners.pocket-option.events");
    assertThat(pocket("&goal=deposit&trade_id=1&sumdep=2").word()).isEqualTo("invalid_event");
    assertThat(pocket("&goal=%7Bstatus%7D").error()).contains("event still contains a macro");
    assertThat(pocket("&trade_id=1&sumdep=2").error()).contains("The event is missing");
  }

  @Test
  void isRefusedWhereAMacroIsNotReplaced() {
    String path = "/e/pocket-option?token=" + TOKEN + "&goal=dep&sumdep=2&trade_id=1&sub_id=";
    assertThat(given.get(path + "%7Bsub_id%7D").word()).isEqualTo("invalid_uid");
  }

  @Test
  void hasATokenOfItsOwnInPlaceOfTheIngestToken() {
    String rest = "&uid=" + UID + "&eid=1";
    assertThat(other("key=" + PARTNERS_TOKEN + rest).status()).isEqualTo(200);
    assertThat(other("key=" + TOKEN + rest).status()).isEqualTo(401);
    assertThat(given.get("/e/pocket-option?token=" + PARTNERS_TOKEN).status()).isEqualTo(401);
    assertThat(other("key=" + PARTNERS_TOKEN + "&uid=" + PARTNERS_TOKEN).whole().body())
        .contains("contains the token")
        .doesNotContain(PARTNERS_TOKEN);
  }

  @Test
  void mayCallFromItsOwnAddressesAlone() {
    Told told = given.get("/e/other?key=" + PARTNERS_TOKEN + "&uid=" + UID + "&eid=1");
    assertThat(told.status()).isEqualTo(403);
    assertThat(told.error()).contains("gateway.allow");
  }

  @Test
  void cannotBeAnyOther() {
    assertThat(given.get("/e/nobody?token=" + TOKEN).status()).isEqualTo(404);
    assertThat(given.get("/e/?token=" + TOKEN).status()).isEqualTo(404);
    assertThat(given.get("/e/pocket-option/x?token=" + TOKEN).status()).isEqualTo(404);
    assertThat(given.answered).containsOnly(Map.entry("other 404", 3));
  }

  @Test
  void showsNoTokenInItsText() {
    assertThat(OTHER.toString()).doesNotContain(PARTNERS_TOKEN).contains("token=***");
  }
}
