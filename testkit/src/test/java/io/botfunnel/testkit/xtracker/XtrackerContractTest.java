package io.botfunnel.testkit.xtracker;

import static io.botfunnel.testkit.xtracker.Caller.deposit;
import static io.botfunnel.testkit.xtracker.Caller.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.testkit.SteppingClock;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtrackerContractTest {
  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  private final Caller caller = new Caller(xtracker);

  @Nested
  class AnEvent {

    @Test
    void isQueuedAndInTheBooksWithEveryField() throws Exception {
      var answer = caller.post("/events", deposit("dep-1"));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo("{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"in-1\"}");
      assertThat(xtracker.ledger().event("dep-1"))
          .contains(new RecordedEvent("deposit", "abc", "25.00", "USD", "dep-1", 1, 1));
    }

    @Test
    void withAnEidThatIsThereIsADuplicateWhateverItsTime() throws Exception {
      caller.post("/events", deposit("dep-1"));
      var answer = caller.post("/events", deposit("dep-1").replace(":1,", ":2,"));

      assertThat(answer.body())
          .isEqualTo("{\"ok\":true,\"status\":\"duplicate\",\"inbox_id\":\"in-1\"}");
      assertThat(xtracker.ledger().events()).hasSize(1);
      assertThat(xtracker.ledger().duplicates()).isEqualTo(1);
      assertThat(xtracker.ledger().callsWithEid("dep-1")).hasSize(2);
    }

    @Test
    void withoutAnEidIsKnownByEventUidAndTime() throws Exception {
      caller.post("/events", event("contact", "\"uid\":\"abc\",\"occurred_at_ms\":1"));
      caller.post("/events", event("contact", "\"uid\":\"abc\",\"occurred_at_ms\":1"));
      caller.post("/events", event("contact", "\"uid\":\"abc\",\"occurred_at_ms\":2"));
      caller.post("/events", event("subscribed", "\"uid\":\"abc\",\"occurred_at_ms\":1"));

      assertThat(xtracker.ledger().events()).hasSize(3);
      assertThat(xtracker.ledger().events("contact")).hasSize(2);
    }

    @Test
    void withoutATimeIsStampedAtItsReceipt() throws Exception {
      xtracker.withClock(new SteppingClock(Instant.ofEpochMilli(77)));
      caller.post("/events", event("contact", ""));

      assertThat(xtracker.ledger().events())
          .containsExactly(new RecordedEvent("contact", null, null, null, null, 77, 1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"event\":\"registration\",\"eid\":\"7\"}",
          "{\"event\":\"registration\",\"eid\":\"7\",\"uid\":\"other\"}",
          "{\"event\":\"contact\",\"eid\":\"7\",\"uid\":\"abc\"}",
          "{\"event\":\"registration\",\"eid\":\"7\",\"uid\":\"ABC\"}",
        })
    void withTheSameEidButAnotherUidOrNameIsAnotherRow(String body) throws Exception {
      caller.post("/events", event("registration", "\"eid\":\"7\",\"uid\":\"abc\""));
      caller.post("/events", body);
      caller.post("/events", body);

      assertThat(xtracker.ledger().events()).hasSize(2);
      assertThat(xtracker.ledger().duplicates()).isOne();
    }

    @Test
    void withTheSameEidIsADuplicateWhateverItsUidIfThatIsAskedFor() throws Exception {
      xtracker.oneEidPerSpace();
      caller.post("/events", event("contact", "\"eid\":\"7\",\"uid\":\"abc\""));
      caller.post("/events", event("registration", "\"eid\":\"7\""));

      assertThat(xtracker.ledger().duplicates()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "invalid_event | {\"event\":\"purchase\"}",
          "invalid_event | {}",
          "invalid_value | {\"event\":\"deposit\",\"value\":25}",
          "invalid_value | {\"event\":\"deposit\",\"value\":\"25,00\"}",
          "invalid_time  | {\"event\":\"contact\",\"occurred_at_ms\":\"soon\"}",
          "invalid_time  | {\"event\":\"contact\",\"occurred_at_ms\":1.5}",
        })
    void withABadFieldIsInvalid(String status, String body) throws Exception {
      var answer = caller.post("/events", body);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"ok\":false,\"status\":\"" + status + "\"}");
      assertThat(xtracker.ledger().events()).isEmpty();
      assertThat(xtracker.ledger().calls()).hasSize(1);
    }

    @Test
    void thatIsInvalidComesWithTheStatusThatWasSet() throws Exception {
      xtracker.invalidStatus(422);
      assertThat(caller.post("/events", "{}").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"not json", "[]", "'{\"event\":\"contact\",\"uid\":5}'", "''"})
    void thatIsNotTheRightJsonIsABadRequest(String body) throws Exception {
      assertThat(caller.post("/events", body).statusCode()).isEqualTo(400);
    }
  }

  @Nested
  class Revenue {

    @Test
    void isTheSumOfTheDepositsOnce() throws Exception {
      caller.post("/events", deposit("dep-1"));
      caller.post("/events", deposit("dep-1"));
      caller.post("/events", deposit("dep-2"));

      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("50");
      assertThat(xtracker.ledger().revenue("EUR")).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void ofADepositWithoutACurrencyIsDollars() throws Exception {
      caller.post("/events", event("deposit", "\"value\":\"3\""));
      assertThat(xtracker.ledger().revenue("USD")).isEqualByComparingTo("3");
    }

    @Test
    void doesNotMoveWithADepositWithoutAValue() throws Exception {
      caller.post("/events", event("deposit", ""));
      assertThat(xtracker.ledger().events()).hasSize(1);
      assertThat(xtracker.ledger().revenue("USD")).isZero();
    }
  }

  @Nested
  class ABind {

    @Test
    void matchesAndIsListedOnceHoweverOftenItComes() throws Exception {
      assertThat(bind("abc", 555).body()).isEqualTo("{\"ok\":true,\"matched\":true}");
      assertThat(bind("abc", 555).body()).isEqualTo("{\"ok\":true,\"matched\":true}");

      assertThat(xtracker.ledger().binds()).containsExactly(new RecordedBind("abc", 555, true, 1));
    }

    @Test
    void ofAnUnknownUidDoesNotMatch() throws Exception {
      xtracker.knowsOnly("other");
      assertThat(bind("abc", 555).body()).isEqualTo("{\"ok\":true,\"matched\":false}");
      assertThat(bind("other", 555).body()).contains("true}");
    }

    @Test
    void ofAClickThatAnotherUserHoldsDoesNotMatch() throws Exception {
      bind("abc", 555);
      assertThat(bind("abc", 666).body()).contains("\"matched\":false");
      assertThat(bind("abc", 555).body()).contains("\"matched\":true");
      assertThat(xtracker.ledger().binds())
          .extracting(RecordedBind::tgId, RecordedBind::matched)
          .containsExactly(tuple(555L, true), tuple(666L, false));
    }

    @ParameterizedTest
    @CsvSource({"'{\"uid\":\"abc\",\"tg_id\":\"555\"}'", "'{\"tg_id\":555}'"})
    void needsAStringAndANumber(String body) throws Exception {
      assertThat(caller.post("/bind", body).statusCode()).isEqualTo(400);
      assertThat(xtracker.ledger().binds()).isEmpty();
    }

    private java.net.http.HttpResponse<String> bind(String uid, long tgId) throws Exception {
      return caller.post("/bind", "{\"uid\":\"" + uid + "\",\"tg_id\":" + tgId + "}");
    }
  }

  @Nested
  class AClick {

    @Test
    void getsAUidThatCanBeBound() throws Exception {
      xtracker.knowsOnly();
      var answer = caller.post("/clicks", "{\"link_slug\":\"spring\",\"raw_query\":\"a=1\"}");
      caller.post("/bind", "{\"uid\":\"click-1\",\"tg_id\":5}");

      assertThat(answer.body()).isEqualTo("{\"uid\":\"click-1\"}");
      assertThat(xtracker.ledger().clicks())
          .containsExactly(new RecordedClick("click-1", "spring", null, null, "a=1", 1));
      assertThat(xtracker.ledger().binds()).extracting(RecordedBind::matched).containsOnly(true);
    }
  }

  @Nested
  class TheIngestUrl {

    @Test
    void hasTheSameEffectAsAPost() throws Exception {
      caller.get(query("&event=deposit&uid=abc&value=25.00&currency=USD&eid=dep-1&t=1"));
      caller.post("/events", deposit("dep-1"));

      assertThat(xtracker.ledger().duplicates()).isEqualTo(1);
      assertThat(xtracker.ledger().event("dep-1"))
          .contains(new RecordedEvent("deposit", "abc", "25.00", "USD", "dep-1", 1, 1));
    }

    @Test
    void isListedWithoutItsToken() throws Exception {
      caller.get(query("&event=contact&uid="));
      assertThat(xtracker.ledger().calls().get(0).body()).isEqualTo("event=contact&uid=");
      assertThat(xtracker.ledger().events().get(0).uid()).isNull();
    }

    @Test
    void takesDigitsForATimeOnly() throws Exception {
      assertThat(caller.get(query("&event=contact&t=soon")).body()).contains("invalid_time");
    }

    @Test
    void needsTheToken() throws Exception {
      assertThat(caller.get("/e?event=contact").statusCode()).isEqualTo(401);
      assertThat(caller.get("/e?token=wrong&event=contact").statusCode()).isEqualTo(401);
      assertThat(xtracker.ledger().events()).isEmpty();
    }

    private String query(String rest) {
      return "/e?token=" + xtracker.ingestToken() + rest;
    }
  }

  @Nested
  class TheBearer {

    @Test
    void isNeeded() throws Exception {
      assertThat(contactWith("wrong")).isEqualTo(401);
      assertThat(xtracker.ledger().calls()).isEmpty();
      assertThat(xtracker.ledger().unauthorized()).isEqualTo(1);
    }

    @Test
    void staysGoodAfterARotationUntilItExpires() throws Exception {
      String old = xtracker.bearer();
      xtracker.rotateBearer("new");
      assertThat(contactWith("new")).isEqualTo(200);
      assertThat(contactWith(old)).isEqualTo(200);
      assertThat(xtracker.ledger().calls())
          .extracting(ReceivedCall::oldBearer)
          .containsExactly(false, true);

      xtracker.expireOldBearer();
      assertThat(contactWith(old)).isEqualTo(401);
      assertThat(contactWith("new")).isEqualTo(200);
    }

    @Test
    void isNowhereToBeRead() throws Exception {
      contactWith(xtracker.bearer());
      assertThat(xtracker + " " + xtracker.ledger().calls())
          .contains(xtracker.url().toString())
          .doesNotContain(xtracker.bearer(), xtracker.ingestToken());
    }

    private int contactWith(String bearer) throws Exception {
      return caller.postWith(bearer, "/events", event("contact", "")).statusCode();
    }
  }

  @Nested
  class Otherwise {

    @Test
    void anUnknownPathIsNotFoundAndAWrongMethodNotAllowed() throws Exception {
      assertThat(caller.post("/event", "{}").statusCode()).isEqualTo(404);
      String e = "/e?token=" + xtracker.ingestToken();
      assertThat(caller.post(e, "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void bodiesAreKeptOnlyAsLongAsAsked() throws Exception {
      caller.post("/events", deposit("dep-1"));
      xtracker.keepBodies(false);
      caller.post("/events", deposit("dep-1"));

      assertThat(xtracker.ledger().callsWithEid("dep-1"))
          .extracting(ReceivedCall::body)
          .containsExactly(deposit("dep-1"), "");
    }

    @Test
    void closingTwiceIsFine() {
      xtracker.close();
      xtracker.close();
    }
  }
}
