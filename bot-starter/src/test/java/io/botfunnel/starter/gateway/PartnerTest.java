package io.botfunnel.starter.gateway;

import static io.botfunnel.starter.gateway.GivenGateway.PARTNERS_TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.TOKEN;
import static io.botfunnel.starter.gateway.GivenGateway.UID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.gateway.GivenGateway.Told;
import io.botfunnel.testkit.RecordedEvent;
import java.nio.file.Path;
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

  private GivenGateway given;

  @BeforeEach
  void start(@TempDir Path folder) {
    given = new GivenGateway.Setup().partners(POCKET, OTHER).start(folder);
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
    assertThat(pocket("&goal=%7Bstatus%7D").error()).contains("event still has a macro");
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
        .contains("shows the token")
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
