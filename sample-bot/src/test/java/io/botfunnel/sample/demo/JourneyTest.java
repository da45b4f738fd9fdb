package io.botfunnel.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.FakeUser;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JourneyTest {
  private static final long CHANNEL = -1_001_234L;
  private static final String ALL =
      "{\"allowed_updates\":[\"message\",\"callback_query\",\"chat_member\"]}";

  /** Takes postbacks as a bot's gateway does. */
  @AutoClose private final XtrackerServer tracker = XtrackerServer.start();

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
  void leadsIntoTheChannelForSome() {
    assertThat(acts(5)).contains("\"chat_member\"", "\"id\":" + CHANNEL, "/subscribe");
  }

  @Test
  void depositsWithABrokerForSomeWhoCameByALink() {
    acts(5);

    RecordedEvent deposit = tracker.ledger().event("tx-2").orElseThrow();
    assertThat(deposit.event()).isEqualTo("deposit");
    assertThat(deposit.uid()).matches("[0-9a-f]{8}");
    assertThat(tracker.ledger().events("deposit")).hasSizeBetween(2, 5);
  }

  @Test
  void hasAWrongAmountForSome() {
    assertThat(acts(5)).contains("/deposit 25,00 USD");
  }

  /** All that the first users do, as their bot would be told. */
  private String acts(long seed) {
    Broker broker = new Broker(tracker.url(), tracker.ingestToken());
    try (BotApiServer telegram = BotApiServer.start()) {
      updates(telegram);
      for (int number = 1; number <= 15; number++) {
        FakeUser user = telegram.user(number);
        Journey.of(number, new Chance(seed * 31 + number), CHANNEL, broker)
            .forEach(act -> act.accept(user));
      }
      return withoutTimes(updates(telegram));
    }
  }

  private static String updates(BotApiServer telegram) {
    URI uri = URI.create(telegram.url() + "/bot" + telegram.token() + "/getUpdates");
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(ALL))
              .build();
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
