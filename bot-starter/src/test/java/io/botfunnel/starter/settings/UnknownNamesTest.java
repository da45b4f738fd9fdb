package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A variable that begins like a setting. */
class UnknownNamesTest {
  private static List<String> faults(String variable) {
    return Given.failure(variable, "true").faults().stream().map(SettingFault::toString).toList();
  }

  @Nested
  class ThatIsNearlyOne {
    @ParameterizedTest
    @CsvSource({
      "TRACKING_DRYRUN, TRACKING_DRY_RUN",
      "TRACKING_DRY_RUNS, TRACKING_DRY_RUN",
      "TRACKING_DYR_RUN, TRACKING_DRY_RUN",
      "TELEGRAM_BOT_TOKNE, TELEGRAM_BOT_TOKEN",
      "TELEGRAM_MDOE, TELEGRAM_MODE",
      "XTRACKER_INGESTTOKEN, XTRACKER_INGEST_TOKEN",
      "XTRACKER_URI, XTRACKER_URL",
      "OUTBOUND_PROXI, OUTBOUND_PROXY",
      "GATEWAY_ENABLE, GATEWAY_ENABLED",
      "GATEWAY_PROT, GATEWAY_PORT",
      "CONSOLE_ENABLD, CONSOLE_ENABLED",
      "BOT_INBX, BOT_INBOX",
      "LOGGING_FROMAT, LOGGING_FORMAT",
      "BOTS_SHOP_TELEGRAM_BOT_TOKN, BOTS_SHOP_TELEGRAM_BOT_TOKEN",
      "BOTS_MY_BOT_TRACKING_STARTPREFIX, BOTS_MY_BOT_TRACKING_START_PREFIX",
    })
    void stopsTheStartAndNamesTheSetting(String variable, String meant) {
      assertThat(faults(variable))
          .singleElement()
          .asString()
          .startsWith(variable + ", a variable of the environment, is not a setting: ")
          .contains("did you mean " + meant + "?");
    }

    @Test
    void showsNoValue() {
      assertThat(Given.failure("TELEGRAM_BOT_TOKN", "123456789:of-another-bot").getMessage())
          .doesNotContain("of-another-bot");
    }

    @Test
    void isFoundWhereAPartnerIsSetUp(@TempDir Path folder) throws IOException {
      Path file =
          Files.writeString(
              folder.resolve("bot.yaml"),
              "gateway:\n  partners:\n    pocket-option:\n      allow: 203.0.113.7\n");
      Map<String, String> environment = new HashMap<>(Given.SECRETS);
      environment.put("GATEWAY_PARTNERS_POCKET_OPTION_TOKEN", "t0ken-of-this-partner-alone");
      environment.put("GATEWAY_PARTNERS_POCKET_OPTION_IDS", "own");
      assertThat(SettingsReader.read(SettingsSources.of(environment, file.toString())).origin())
          .satisfies(origin -> assertThat(origin.unused()).isEmpty())
          .satisfies(origin -> assertThat(origin.places()).contains(file.toString()));
      environment.put("GATEWAY_PARTNERS_POCKET_OPTION_TOKNE", "t0ken-of-this-partner-alone");
      assertThat(
              Given.failure(
                      () -> SettingsReader.read(SettingsSources.of(environment, file.toString())))
                  .faults())
          .singleElement()
          .asString()
          .contains("did you mean GATEWAY_PARTNERS_POCKET_OPTION_TOKEN?");
    }
  }

  @Nested
  class ThatIsAnotherPrograms {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "CONSOLE_HOST",
          "GATEWAY_NAME",
          "GATEWAY_SERVICE_PORT",
          "GATEWAY_PORT_80_TCP",
          "BOT_TOKEN",
          "TELEGRAM_CHAT_ID",
          "TRACKING_ID",
          "LOGGING_LEVEL_ROOT",
          "XTRACKER_ID",
          "BOTS_COUNT",
          "BOTS_SHOP_XTRACKER_BEARER"
        })
    void isNamedAndChangesNothing(String variable) {
      assertThat(Given.settings(variable, "long-enough-4-all").origin().unused())
          .containsExactly(variable);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"BOTFUNNEL_CONFIG", "PATH", "TRACKINGS", "TELEGRAM", "MY_TELEGRAM_MODE"})
    void isNotNamedWhereItDoesNotBeginLikeASetting(String variable) {
      assertThat(Given.settings(variable, "x").origin().unused()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"TELEGRAM_ALLOWED_UPDATES_0_, message", "TRACKING_DRYRUN, ''"})
  void isASettingWithAnIndexOrCountsAsNotSetWhereItIsEmpty(String variable, String value) {
    assertThat(Given.settings(variable, value).origin().unused()).isEmpty();
  }
}
