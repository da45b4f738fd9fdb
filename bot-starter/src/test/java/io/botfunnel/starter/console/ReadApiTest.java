package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.State;
import java.net.http.HttpResponse;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann walked the whole funnel; Bob came by a click that XTRACKER does not know. */
class ReadApiTest extends OneBot {
  private static final long ANN = 42;
  private static final long BOB = 43;

  @BeforeAll
  void walk() {
    given.xtracker.knowsOnly("click");
    given.telegram.user(ANN).starts("fb_click");
    given.telegram.user(BOB).starts("fb_unknown");
    await().until(() -> bot.health().outbox().accepted() == 4);
    bot.tracking().user(ANN).registration("trader-1");
    bot.tracking().user(ANN).deposit("25", "USD", "tx-1");
    bot.tracking().user(ANN).deposit("30", "USD", "tx-1");
    bot.tracking().bind(BOB, "click");
    await().until(() -> bot.health().outbox().waiting() == 0);
  }

  @Nested
  class TheStatus {
    @Test
    void tellsHowTheBotIsDoing() {
      Status status = operator.read("/api/status", Status.class);
      assertThat(status.bot()).isEqualTo(bot.username().orElseThrow());
      assertThat(status.outbox()).isEqualTo(bot.health().outbox());
      assertThat(status.outbox().accepted()).isGreaterThanOrEqualTo(6);
      assertThat(status.inbox().accepted()).isEqualTo(2);
      assertThat(status.endpoint().lastSuccessAt()).isNotNull();
      assertThat(status.polling()).isTrue();
      assertThat(status.held()).isNull();
      assertThat(status.oldestWaiting()).isNull();
      assertThat(status.limit()).isEqualTo(64);
      assertThat(operator.get("/api/status").body())
          .contains("\"status\":\"running\"", "\"balanced\":true", "\"telegramTrouble\":null");
    }
  }

  @Nested
  class TheFunnel {
    @Test
    void isThatOfTheLastDayUnlessAskedForAnother() {
      assertThat(operator.read("/api/funnel", Funnel.class).period()).isEqualTo(Period.DAY);
      assertThat(operator.read("/api/funnel?period=week", Funnel.class).period())
          .isEqualTo(Period.WEEK);
    }

    @Test
    void countsStepsAndRevenue() {
      Funnel funnel = operator.read("/api/funnel?period=hour", Funnel.class);
      assertThat(funnel.counts())
          .containsEntry(Step.STARTED, 2L)
          .containsEntry(Step.MATCHED, 1L)
          .containsEntry(Step.UNMATCHED, 1L)
          .containsEntry(Step.FIRST_DEPOSIT, 1L)
          .containsEntry(Step.SUBSCRIBED, 0L);
      assertThat(funnel.revenue())
          .singleElement()
          .satisfies(
              dollars -> {
                assertThat(dollars.currency()).isEqualTo("USD");
                assertThat(dollars.first()).isOne();
                assertThat(dollars.firstAmount()).isEqualByComparingTo("25");
                assertThat(dollars.repeatAmount()).isZero();
              });
    }

    @Test
    void ofAnUnknownPeriodNamesThoseThereAre() {
      assertRefused(operator.get("/api/funnel?period=year"), 400, "hour, day, week, month");
    }
  }

  @Nested
  class Entries {
    @Test
    void comeNewestFirst() {
      EntryPage listing = operator.read("/api/entries", EntryPage.class);
      assertThat(listing.entries())
          .hasSizeGreaterThanOrEqualTo(6)
          .isSortedAccordingTo(Comparator.comparing(Recorded::id).reversed());
      assertThat(listing.next()).isNull();
    }

    @Test
    void comeAPageAtATime() {
      EntryPage first = operator.read("/api/entries?limit=4", EntryPage.class);
      EntryPage second =
          operator.read("/api/entries?limit=4&before=" + first.next(), EntryPage.class);
      assertThat(first.entries()).hasSize(4);
      assertThat(second.entries()).isNotEmpty().doesNotContainAnyElementsOf(first.entries());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "kind=deposit",
          "eid=dep-tx-1",
          "kind=deposit&eid=dep-tx-1",
          "user=42&kind=deposit",
          "uid=click&kind=deposit",
          "state=delivered&kind=deposit&topic=outbox&limit=1"
        })
    void areFoundByEveryPartOfAFilter(String filter) {
      assertThat(operator.read("/api/entries?" + filter, EntryPage.class).entries())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.telegramUserId()).isEqualTo(ANN);
                assertThat(entry.uid()).isEqualTo("click");
                assertThat(entry.amount()).isEqualTo("25.00 USD");
                assertThat(entry.state()).isEqualTo(State.DELIVERED);
              });
    }

    @Test
    void ofTheInboxAreUpdates() {
      await().until(() -> bot.inboxBooks().waiting() == 0);
      assertThat(operator.read("/api/entries?topic=inbox", EntryPage.class).entries())
          .hasSize(2)
          .allMatch(entry -> entry.kind().equals("update"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "limit=0",
          "limit=1001",
          "limit=9999999999999999999",
          "limit=ten",
          "state=lost",
          "topic=elsewhere",
          "user=ann",
          "before=yesterday",
          "uid=%3Cscript%3E",
          "kind=a&kind=b",
          "staet=refused",
          "kind=%ZZ",
          "%"
        })
    void areRefusedWhereAParameterBreaksItsRule(String filter) {
      Raw raw = Raw.to(bot.console().orElseThrow());
      assertThat(raw.get("/api/entries?" + filter))
          .startsWith("HTTP/1.1 400")
          .contains("\"error\"");
    }
  }

  @Nested
  class AnEntry {
    @Test
    void comesWithWhatIsSent() {
      EntryDetail whole = operator.read("/api/entry?kind=deposit&eid=dep-tx-1", EntryDetail.class);
      assertThat(whole.entry().eid()).isEqualTo("dep-tx-1");
      assertThat(whole.body()).contains("\"dep-tx-1\"", "25.00");
    }

    @Test
    void isNotFoundWhereThereIsNone() {
      assertRefused(operator.get("/api/entry?kind=deposit&eid=dep-no"), 404, "no such entry");
    }

    @Test
    void hasToBeNamed() {
      assertRefused(operator.get("/api/entry?kind=deposit"), 400, "eid is missing");
    }
  }

  @Nested
  class WhatWentWrong {
    @Test
    void areUnmatchedBinds() {
      assertThat(ConsoleJson.readList(operator.get("/api/unmatched").body(), Recorded.class))
          .extracting(Recorded::uid)
          .containsExactly("unknown");
    }

    @Test
    void areConflicts() {
      assertThat(
              ConsoleJson.readList(operator.get("/api/conflicts?limit=9").body(), Conflict.class))
          .extracting(Conflict::key)
          .containsExactlyInAnyOrder("dep-tx-1", "click");
    }
  }

  @Nested
  class APerson {
    @Test
    void isFoundByTheUid() {
      assertThat(operator.get("/api/user?uid=click").body()).isEqualTo("{\"telegramUserId\":42}");
      assertRefused(operator.get("/api/user?uid=nobodys"), 404, "belongs to nobody");
      assertRefused(operator.get("/api/user"), 400, "uid is missing");
      assertRefused(operator.get("/api/user?uid=a%20b"), 400, "1 to 61 characters");
    }

    @Test
    void hasUids() {
      assertThat(operator.get("/api/uids?user=42").body()).isEqualTo("[\"click\"]");
      assertThat(operator.get("/api/uids?user=7").body()).isEqualTo("[]");
      assertRefused(operator.get("/api/uids?user=-7"), 400, "positive");
    }
  }

  @Nested
  class WhatAStrangerWrote {
    private static final String HOSTILE = "\"}]</script><img/src=x/onerror='alert(1)'>";

    @Test
    void staysTextWithinTheJson() {
      bot.tracking().user(666).registration(HOSTILE);
      HttpResponse<String> answer = operator.get("/api/entries?user=666");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(ConsoleJson.read(answer.body(), EntryPage.class).entries())
          .extracting(Recorded::eid)
          .containsExactly(HOSTILE);
    }

    @Test
    void isNotEchoedByAnError() {
      assertThat(operator.get("/api/funnel?period=%3Cscript%3E").body()).doesNotContain("<script>");
    }
  }

  @Nested
  class AnError {
    @Test
    void hasWhatIsWrongAndTheRemedyInFieldsOfTheirOwn() {
      assertThat(operator.get("/api/entries?limit=0").body())
          .isEqualTo(
              "{\"error\":\"limit is 1 to 1000. Correct it\","
                  + "\"what\":\"limit is 1 to 1000\",\"remedy\":\"Correct it\"}");
    }

    @Test
    void hasNoRemedyIfOneSentenceSaysBoth() {
      assertThat(operator.get("/api/entries?uid=%20").body())
          .contains("\"what\":\"", "\"remedy\":null");
    }
  }

  private static void assertRefused(HttpResponse<String> response, int status, String why) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).startsWith("{\"error\":").contains(why);
  }
}
