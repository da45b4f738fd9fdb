package io.botfunnel.starter.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.TwoBots;
import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.doctor.Finding.Severity;
import io.botfunnel.starter.settings.OperatorSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of several bots is looked at, and a fault says whose it is. */
class SeveralBotsDoctorTest {
  private TwoBots given;

  @BeforeEach
  void give(@TempDir Path folder) {
    given = new TwoBots(folder);
  }

  @AfterEach
  void end() {
    given.close();
  }

  private List<Finding> examine() {
    return examine((url, bot) -> Optional.empty());
  }

  private List<Finding> examine(BiFunction<String, String, Optional<Status>> running) {
    return new Doctor(
            OperatorSettings.from(given.main.settings()),
            Clock.systemUTC(),
            running,
            folder -> 50_000_000_000L,
            Duration.ZERO,
            Duration.ofMinutes(1))
        .examine("abc", finding -> {});
  }

  private List<Finding> wrong() {
    return examine().stream().filter(finding -> finding.verdict() != Severity.GOOD).toList();
  }

  @Test
  void findsNothingWrongWithEither() {
    assertThat(examine())
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Severity.GOOD))
        .extracting(Finding::what)
        .contains(
            "shop: XTRACKER accepts the key; nothing was recorded",
            "the unnamed bot: XTRACKER accepts the key; nothing was recorded",
            "shop: Telegram accepts the token of @FunnelTestBot")
        .filteredOn(what -> what.contains("MB free"))
        .as("what is the process's is looked at once")
        .hasSize(1);
    assertThat(given.main.xtracker.ledger().events()).isEmpty();
    assertThat(given.shop.xtracker.ledger().events()).isEmpty();
  }

  @Test
  void saysWhoseKeyIsRefused() {
    given.shop.xtracker.rotateBearer("another-bearer-of-the-shop").expireOldBearer();
    List<Finding> wrong = wrong();
    assertThat(wrong).hasSize(1);
    assertThat(wrong.get(0).what()).isEqualTo("shop: XTRACKER does not accept the key (HTTP 401)");
    assertThat(wrong.get(0).remedy())
        .contains("into bots.shop.xtracker.bearer-file or BOTS_SHOP_XTRACKER_BEARER");
  }

  @Test
  void saysWhoseTokenIsRefused() {
    given.shop.telegram.withToken("7000000003:AAE_of_another");
    assertThat(wrong())
        .singleElement()
        .extracting(Finding::what)
        .asString()
        .startsWith("shop: Telegram does not accept the bot token");
  }

  @Test
  void saysThatWhatRunsIsWithoutABot() {
    List<Finding> findings =
        examine(
            (url, bot) -> {
              throw new IllegalArgumentException("bot is unknown");
            });
    assertThat(findings)
        .filteredOn(Finding::failed)
        .extracting(Finding::what)
        .anySatisfy(
            what ->
                assertThat(what)
                    .startsWith("shop: The process that runs on")
                    .contains("configured later"));
  }
}
