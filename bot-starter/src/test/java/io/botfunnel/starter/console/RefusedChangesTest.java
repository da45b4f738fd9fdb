package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.outbox.Books;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for a change that say too little or something wrong: nothing is changed by any. */
class RefusedChangesTest extends OneBot {
  private Books before;

  @BeforeEach
  void anEventThatWaits() {
    given.xtracker.fail(Fault.UNAUTHORIZED_401);
    bot.tracking().user(1).deposit("1", "USD", "a");
    before = bot.health().outbox();
  }

  @AfterEach
  void nothingIsChanged() {
    assertThat(bot.health().outbox()).isEqualTo(before);
    assertThat(bot.tracking().operations().audit(1)).isEmpty();
  }

  private void assertRefused(String change, String why) {
    HttpResponse<String> response = operator.post(change);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":").contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/retry",
        "/api/erase",
        "/api/erase?topic=inbox",
        "/api/erase?state=&eid=",
        "/api/erase?all=yes",
        "/api/erase?limit=5"
      })
  void changeNothingBySilence(String change) {
    assertRefused(change, "all=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"staet=waiting", "state=waiting&ied=dep-a", "State=waiting"})
  void changeNothingByAFilterThatIsMisspelt(String filter) {
    assertRefused("/api/erase?all=true&" + filter, "unknown");
  }

  @Test
  void forgetNobodyWhereNobodyIsNamed() {
    assertRefused("/api/forget", "user is missing");
    assertRefused("/api/forget?user=0", "positive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount=1&currency=USD&id=1",
        "user=1&uid=a&amount=1&currency=USD&id=1",
        "user=1&amount=1,50&currency=USD&id=1",
        "user=1&amount=1&currency=XTR&id=1",
        "user=1&amount=1&id=1",
        "user=1&currency=USD&id=1",
        "user=1&amount=1&currency=USD",
        "user=1&amount=1&currency=USD&id=%00",
        "user=x&amount=1&currency=USD&id=1"
      })
  void recordNoTestOfWhichAPartBreaksItsRule(String parts) {
    assertRefused("/api/test?" + parts, "");
  }
}
