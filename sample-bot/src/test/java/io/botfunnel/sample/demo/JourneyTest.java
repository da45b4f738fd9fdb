package io.botfunnel.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.BotApiServer;
import io.botfunnel.testkit.FakeUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class JourneyTest {
  @Test
  void isTheSameWithTheSameSeed() {
    assertThat(acts(5)).isEqualTo(acts(5)).isNotEqualTo(acts(6));
  }

  @Test
  void leadsTheFirstUserToADeposit() {
    assertThat(acts(5)).contains("/start fb_", "/register PO-4001", "/deposit ");
  }

  @Test
  void beginsWithoutAClickIdForSome() {
    assertThat(acts(5)).contains("\"/start\"");
  }

  @Test
  void hasAWrongAmountForSome() {
    assertThat(acts(5)).contains("/deposit 25,00 USD");
  }

  /** All that the first users do, as their bot would be told. */
  private static String acts(long seed) {
    try (BotApiServer telegram = BotApiServer.start()) {
      for (int number = 1; number <= 15; number++) {
        FakeUser user = telegram.user(number);
        Journey.of(number, new Chance(seed * 31 + number)).forEach(act -> act.accept(user));
      }
      return withoutTimes(updates(telegram));
    }
  }

  private static String updates(BotApiServer telegram) {
    URI uri = URI.create(telegram.url() + "/bot" + telegram.token() + "/getUpdates");
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutTimes(String updates) {
    return updates.replaceAll("\"date\":[0-9]+", "");
  }
}
