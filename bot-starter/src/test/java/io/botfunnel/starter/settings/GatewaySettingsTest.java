package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.tracking.Hooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sets for the gateway. */
class GatewaySettingsTest {
  private static final String POCKET =
      """
      gateway:
        allow: [203.0.113.7, 198.51.100.0/24]
        partners:
          pocket-option:
            parameters:
              event: goal
              uid: sub_id
              value: sumdep
              registration-eid: trader_id
              deposit-eid: trade_id
            events:
              reg: registration
              ftd: deposit
              2: deposit
              "first dep.": deposit
              conf: ignored
            fixed:
              currency: USD
            allow: [192.0.2.0/24]
            ids: own
      """;

  private static GatewaySettings of(String... keysAndValues) {
    Map<String, String> values = new HashMap<>(Given.SECRETS);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Settings.from(values).gateway();
  }

  private static Settings inFile(Path folder, String yaml, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(folder.resolve("bot.yaml"), yaml);
    Map<String, String> all = new HashMap<>(Given.SECRETS);
    all.putAll(environment);
    return SettingsReader.read(SettingsSources.of(all, file.toString()));
  }

  @Test
  void isOffUnlessItIsSwitchedOn() {
    GatewaySettings settings = of();
    assertThat(settings.enabled()).isFalse();
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8091);
    assertThat(settings.rate()).isEqualTo(100);
    assertThat(settings.allow().isEmpty()).isTrue();
    assertThat(settings.webhookSecret()).isEmpty();
    assertThat(settings.partners()).isEmpty();
  }

  @Test
  void needsTheIngestToken() {
    assertThat(Given.failure("gateway.enabled", "true").faults())
        .singleElement()
        .asString()
        .contains(
            "xtracker.ingest-token (XTRACKER_INGEST_TOKEN)", "lets nobody in", "GATEWAY_ENABLED");
    assertThat(of("gateway.enabled", "true", "XTRACKER_INGEST_TOKEN", "t0ken").enabled()).isTrue();
  }

  @Test
  void hasPartnersOfTheFile(@TempDir Path folder) throws IOException {
    Settings settings =
        inFile(
            folder,
            POCKET,
            Map.of(
                "GATEWAY_PARTNERS_POCKET_OPTION_TOKEN", "a-token-of-his-own",
                "GATEWAY_PARTNERS_POCKET_OPTION_FIXED_CURRENCY", "EUR"));
    Partner partner = settings.gateway().partners().get(0);
    assertThat(settings.gateway().partners()).hasSize(1);
    assertThat(partner.name()).isEqualTo("pocket-option");
    assertThat(partner.names()).containsEntry("deposit-eid", "trade_id").hasSize(5);
    assertThat(partner.events())
        .containsEntry("2", "deposit")
        .containsEntry("first dep.", "deposit")
        .containsEntry("conf", "ignored");
    assertThat(partner.fixed()).containsExactly(Map.entry("currency", "EUR"));
    assertThat(partner.allow()).hasToString("192.0.2.0/24");
    assertThat(partner.token()).hasValue("a-token-of-his-own");
    assertThat(settings.secrets()).contains("a-token-of-his-own");
    assertThat(settings.toString()).doesNotContain("a-token-of-his-own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway.host                          | example.com | an address of this machine | 127.0.0.1
          gateway.port                          | 70000       | 0 to 65535                 | 8091
          gateway.rate                          | 0           | requests a second          | 100
          gateway.max-connections               | 15          | connections at a time      | 1000
          gateway.allow                         | 10.0.0.0/33 | addresses and networks     | leave it out
          gateway.allow                         | 10.0.0      | addresses and networks     | leave it out
          gateway.allow                         | 10.0.*.1    | addresses and networks     | leave it out
          gateway.allow                         | my.host     | addresses and networks     | leave it out
          gateway.trusted-proxies               | ,           | addresses and networks     | leave it out
          gateway.webhook-secret                | tooshort    | at least 16                | openssl rand
          gateway.partners.p.token              | tooshort    | at least 16                | openssl rand
          gateway.partners.p.parameters.uid     | a&b         | visible characters         | as it stands
          gateway.partners.p.parameters.user    | x           | is not a setting           | config/bot.yaml
          gateway.partners.p.events.dep         | paid        | contact, subscribed        | Correct it
          gateway.partners.p.fixed.event        | paid        | contact, subscribed        | Correct it
          gateway.partners.p.fixed.currency     | usd         | ISO 4217                   | Correct it
          gateway.partners.p.fixed.value        | 1e3         | an amount                  | Correct it
          gateway.partners.p.fixed.value        | 1           | fixed.currency             | Set it
          gateway.partners.p.fixed.uid          | x           | is not a setting           | config/bot.yaml
          gateway.partners.p.tokn               | x           | is not a setting           | config/bot.yaml
          gateway.partners.p                    | x           | is not a setting           | config/bot.yaml
          gateway.partners.p.parameters.value   | uid         | another parameter          | Correct one
          gateway.prot                          | 1           | did you mean gateway.port  |
          """)
  void isRefusedWithItsNameTheRuleAndTheRemedy(
      String key, String value, String rule, String remedy) {
    assertThat(Given.failure(key, value).faults())
        .singleElement()
        .asString()
        .contains(key, rule, remedy == null ? "" : remedy)
        .doesNotContain("tooshort");
  }

  @Nested
  class APartner {
    @Test
    void hasANameThatMayEndAUrl() {
      assertThat(Given.failure("gateway.partners.Big.token", "1234567890123456").faults())
          .singleElement()
          .asString()
          .startsWith("gateway.partners.Big names a partner \"Big\"")
          .contains("a-z 0-9", "Rename it");
    }

    @Test
    void mayHaveAnyOfItsSettingsInTheEnvironment() {
      Map<String, String> values = Given.with("gateway.partners.acme.ids", "own");
      values.put("GATEWAY_PARTNERS_ACME_PARAMETERS_UID", "sub_id");
      assertThat(Settings.from(values).gateway().partners().get(0).names())
          .containsExactly(Map.entry("uid", "sub_id"));
    }

    @Test
    void hasItsOwnIdsForItself(@TempDir Path folder) throws IOException {
      assertThat(inFile(folder, POCKET, Map.of()).gateway().reservedIds().prefixes())
          .containsExactly("pocket-option:");
    }

    @Test
    void hasItsOwnIdsForItselfInTheBotToo(@TempDir Path folder) {
      try (TestBot given = new TestBot(folder)) {
        given.with("gateway.partners.acme.ids", "own");
        try (BotApplication bot = given.start(context -> {})) {
          Hooks user = bot.tracking().user(1);
          assertThatIllegalArgumentException()
              .isThrownBy(() -> user.deposit("0.01", "USD", "acme:T-9001"));
        }
      }
    }

    /** Its deposit 1 would be the deposit 1 of a partner that is called x. */
    @Test
    void whoseIdsAreItsOwnIsNotCalledAsADepositsIdBegins() {
      Map<String, String> values = new HashMap<>(Given.SECRETS);
      values.put("gateway.partners.dep-x.ids", "own");
      assertThat(Given.failure(() -> Settings.from(values)).faults())
          .singleElement()
          .asString()
          .contains("gateway.partners.dep-x.ids", "begins with dep-", "Rename it");
      values.put("gateway.partners.dep-x.ids", "shared");
      assertThat(Settings.from(values).gateway().reservedIds().prefixes()).isEmpty();
    }

    @Test
    void isFixedOrSentAndNotBoth() {
      Map<String, String> values = new HashMap<>(Given.SECRETS);
      values.put("gateway.partners.p.fixed.event", "deposit");
      values.put("gateway.partners.p.events.dep", "deposit");
      values.put("gateway.partners.p.parameters.event", "goal");
      assertThat(Given.failure(() -> Settings.from(values)).faults())
          .hasSize(2)
          .allSatisfy(
              fault -> assertThat(fault).asString().contains("both set", "Keep one of them"));
    }
  }
}
