package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTableTest {
  @Test
  void declaresEachSettingOnce() {
    assertThat(KEYS.rows().map(Setting::name)).doesNotHaveDuplicates();
    assertThat(KEYS.rows().map(Setting::environment)).doesNotHaveDuplicates();
  }

  @Test
  void isTheTableOfTheReferenceToo() throws IOException {
    String reference = Files.readString(Path.of("..", "docs", "reference.md"));
    assertThat(KEYS.names()).allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
    assertThat(KEYS.rows().filter(row -> !row.hasChoice()).map(Setting::environment))
        .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
  }

  @Test
  void hasRemediesWithoutAFullStop() {
    assertThat(KEYS.rows())
        .allSatisfy(row -> assertThat(row.rule() + "|" + row.remedy()).doesNotContain(".|"))
        .allSatisfy(row -> assertThat(row.remedy()).isNotEmpty().doesNotEndWith("."));
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.partners.p.token, gateway.partners.*.token",
    "gateway.partners.p.parameters.uid, gateway.partners.*.parameters.uid",
    "gateway.partners.p.events.dep, gateway.partners.*.events.*",
    "'gateway.partners.p.events.\"first dep.\"', gateway.partners.*.events.*",
    "bot.inbox, bot.inbox",
  })
  void findsTheRowOfASetting(String name, String row) {
    assertThat(KEYS.find(name)).map(Setting::name).hasValue(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway.partners.p",
        "gateway.partners.p.q.token",
        "gateway.partners.p_token",
        "gateway.partners.p.fixed_value",
        "bot-inbox",
        "bots.shop.bot.inbox"
      })
  void findsNoRowForOtherNames(String name) {
    assertThat(KEYS.find(name)).isEmpty();
  }

  @Test
  void tellsSecretsWhereverTheyStand() {
    Map<String, String> values =
        Map.of(
            "bots.shop.xtracker.bearer", "bearer-of-the-shop",
            "gateway.partners.acme.ids", "own",
            "GATEWAY_PARTNERS_ACME_TOKEN", "token-of-the-partner",
            "OUTBOUND_PROXY", "http://me:p%40ss@proxy:3128",
            "tracking.outbox.url", "jdbc:postgresql://db/bot?user=me&password=w0rd",
            "console.metrics-key", "key-of-the-metrics");
    assertThat(SettingsSources.of(values).secrets())
        .containsAll(
            List.of(
                "bearer-of-the-shop",
                "token-of-the-partner",
                "p@ss",
                "w0rd",
                "key-of-the-metrics"));
  }

  @ParameterizedTest
  @CsvSource({
    "xtracker.bearer, a-bearer, true",
    "bots.shop.gateway.partners.p.token, a-token, true",
    "outbound.proxy, http://me:pass@proxy:1, true",
    "outbound.proxy, http://proxy:1, false",
    "tracking.outbox.url, jdbc:postgresql://db/bot?password=w0rd, true",
    "tracking.outbox.url, jdbc:postgresql://db/bot?user=me, false",
    "bot.inbox, true, false",
  })
  void tellsWhetherTheFileHoldsASecret(String key, String value, boolean secret) {
    assertThat(SettingsSources.of(Map.of(key, value)).holdsSecret()).isEqualTo(secret);
  }
}
