package io.botfunnel.testkit.xtracker;

import static io.botfunnel.testkit.xtracker.Caller.deposit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SteppingClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
  @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();
  private final Caller caller = new Caller(xtracker);

  @Nested
  class AnAnswer {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "INVALID_EVENT_200     | 200 | {\"ok\":false,\"status\":\"invalid_event\"}",
          "INVALID_VALUE_400     | 400 | {\"ok\":false,\"status\":\"invalid_value\"}",
          "INVALID_TIME_422      | 422 | {\"ok\":false,\"status\":\"invalid_time\"}",
          "BAD_REQUEST_400       | 400 | {\"ok\":false,\"error\":\"bad request\"}",
          "NOT_FOUND_404         | 404 | {\"ok\":false,\"error\":\"not found\"}",
          "CONFLICT_409          | 409 | {\"ok\":false,\"error\":\"conflict\"}",
          "TOO_LARGE_413         | 413 | {\"ok\":false,\"error\":\"too large\"}",
          "UNPROCESSABLE_422     | 422 | {\"ok\":false,\"error\":\"unprocessable\"}",
          "UNAUTHORIZED_401      | 401 | {\"ok\":false,\"error\":\"unauthorized\"}",
          "FORBIDDEN_403         | 403 | {\"ok\":false,\"error\":\"forbidden\"}",
          "TIMEOUT_408           | 408 | {\"ok\":false,\"error\":\"timeout\"}",
          "TOO_EARLY_425         | 425 | {\"ok\":false,\"error\":\"too early\"}",
          "RATE_LIMITED_429      | 429 | {\"ok\":false,\"error\":\"slow down\"}",
          "RATE_LIMITED_429_DATE | 429 | {\"ok\":false,\"error\":\"slow down\"}",
          "RATE_LIMITED_429_BARE | 429 | {\"ok\":false,\"error\":\"slow down\"}",
          "INTERNAL_500          | 500 | {\"ok\":false,\"error\":\"internal\"}",
          "UNAVAILABLE_503       | 503 | {\"ok\":false,\"error\":\"unavailable\"}",
          "EMPTY_200             | 200 | ''",
        })
    void isWhatTheFaultSays(Fault fault, int status, String body) throws Exception {
      xtracker.failNext(1, fault);
      var answer = caller.post("/events", deposit("dep-1"));

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"BAD_GATEWAY_502_HTML,502", "CAPTIVE_PORTAL_200,200", "REDIRECT_302,302"})
    void mayBeHtml(Fault fault, int status) throws Exception {
      xtracker.failNext(1, fault);
      var answer = caller.post("/events", deposit("dep-1"));

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(answer.body()).startsWith("<!doctype html>");
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheEventRecordedOrNotAsDocumented(Fault fault) throws Exception {
      xtracker.slowBy(Duration.ofMillis(1));
      xtracker.failNext(1, fault);
      attempt();
      assertThat(xtracker.ledger().event("dep-1").isPresent()).isEqualTo(fault.recorded());

      var repeated = caller.post("/events", deposit("dep-1"));
      assertThat(repeated.body()).contains(fault.recorded() ? "duplicate" : "queued");
      assertThat(xtracker.ledger().callsWithEid("dep-1")).hasSize(2);
      assertThat(xtracker.ledger().events()).hasSize(1);
    }

    private void attempt() throws InterruptedException {
      try {
        caller.post("/events", deposit("dep-1"));
      } catch (IOException expected) {
        assertThat(expected).isNotNull();
      }
    }
  }

  @Nested
  class ARateLimit {

    @Test
    void asksForWholeSecondsRoundedUp() throws Exception {
      xtracker.retryAfter(Duration.ofMillis(1500)).failNext(1, Fault.RATE_LIMITED_429);
      assertThat(retryAfter()).isEqualTo("2");
    }

    @Test
    void asksForADateRoundedUp() throws Exception {
      xtracker.withClock(new SteppingClock(Instant.parse("2026-01-01T00:00:00.5Z")));
      xtracker.retryAfter(Duration.ofSeconds(30)).failNext(1, Fault.RATE_LIMITED_429_DATE);
      assertThat(retryAfter()).isEqualTo("Thu, 01 Jan 2026 00:00:31 GMT");
    }

    @Test
    void mayAskForNothing() throws Exception {
      xtracker.failNext(1, Fault.RATE_LIMITED_429_BARE);
      assertThat(retryAfter()).isEmpty();
    }

    private String retryAfter() throws Exception {
      var answer = caller.post("/events", deposit("dep-1"));
      return answer.headers().firstValue("Retry-After").orElse("");
    }
  }

  @Nested
  class AConnection {

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE_RECORDING", "RESET_AFTER_RECORDING"})
    void closesWithoutAnAnswer(Fault fault) {
      xtracker.failNext(1, fault);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> caller.post("/events", deposit("dep-1")))
          .withMessageContaining("received no bytes");
    }

    @Test
    void closesInTheMiddleOfTheBody() {
      xtracker.failNext(1, Fault.HALF_BODY_AFTER_RECORDING);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> caller.post("/events", deposit("dep-1")))
          .withMessageContaining("fixed content-length");
    }
  }

  @Nested
  class ARedirect {

    @Test
    void leadsToAnotherAddress() throws Exception {
      xtracker.failNext(1, Fault.REDIRECT_302);
      var answer = caller.post("/events", deposit("dep-1"));
      assertThat(answer.headers().firstValue("Location"))
          .hasValue("http://localhost:" + xtracker.url().getPort() + "/elsewhere");
    }

    @Test
    void isSeenToBeFollowed() throws Exception {
      xtracker.failNext(1, Fault.REDIRECT_302);
      var http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
      URI events = xtracker.url().resolve("/events");
      http.send(HttpRequest.newBuilder(events).build(), BodyHandlers.discarding());
      assertThat(xtracker.ledger().redirectsFollowed()).isEqualTo(1);
      assertThat(xtracker.ledger().events()).isEmpty();
    }
  }

  @Nested
  class ASlowAnswer {

    @Test
    void isRecordedAtOnceAndComesWhenHealed() throws Exception {
      xtracker.slowBy(Duration.ofHours(1)).failNext(1, Fault.SLOW_ANSWER);
      var answer = caller.postLater("/events", deposit("dep-1"));
      await().until(() -> xtracker.ledger().event("dep-1").isPresent());
      assertThat(answer).isNotDone();

      xtracker.heal();
      assertThat(answer.get(10, TimeUnit.SECONDS).body()).contains("queued");
    }

    @Test
    void doesNotKeepTheServerFromClosing() {
      xtracker.slowBy(Duration.ofHours(1)).fail(Fault.SLOW_ANSWER);
      var answer = caller.postLater("/events", deposit("dep-1"));
      await().until(() -> xtracker.inFlight() == 1);

      xtracker.close();
      await().until(answer::isCompletedExceptionally);
    }
  }

  @Nested
  class Plans {

    @Test
    void lastUntilTheyAreHealed() throws Exception {
      xtracker.fail(Fault.UNAVAILABLE_503);
      assertThat(statuses(2)).containsExactly(503, 503);
      xtracker.heal();
      assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void forTheNextCallsFollowEachOther() throws Exception {
      xtracker.failNext(2, Fault.INTERNAL_500);
      xtracker.failNext(1, Fault.TIMEOUT_408);
      assertThat(statuses(4)).containsExactly(500, 500, 408, 200);
    }

    @Test
    void mayConcernOneEntryOnly() throws Exception {
      xtracker.failWhen(call -> "poison".equals(call.eid()), Fault.INTERNAL_500);
      assertThat(caller.post("/events", deposit("dep-1")).statusCode()).isEqualTo(200);
      assertThat(caller.post("/events", deposit("poison")).statusCode()).isEqualTo(500);
    }

    @Test
    void failAShareOfAllCallsTheSameOneForTheSameSeed() throws Exception {
      List<Integer> first = chaos();
      xtracker.heal();
      assertThat(chaos()).isEqualTo(first).contains(200, 500, 503);
    }

    @Test
    void comeBeforeTheKeyIsLookedAt() throws Exception {
      xtracker.fail(Fault.UNAVAILABLE_503);
      assertThat(caller.postWith("wrong", "/events", "{}").statusCode()).isEqualTo(503);
    }

    @Test
    void thatMakeNoSenseAreRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> xtracker.failNext(0, Fault.INTERNAL_500));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> xtracker.failRandomly(1.5, 1, Fault.INTERNAL_500));
      assertThatIllegalArgumentException().isThrownBy(() -> xtracker.failRandomly(0.5, 1));
    }

    @Test
    void thatThrowAreSeen() throws Exception {
      xtracker.failWhen(
          call -> {
            throw new IllegalStateException("the test's own mistake");
          },
          Fault.INTERNAL_500);
      assertThat(caller.post("/events", "{}").body()).contains("the test's own mistake");
    }

    private List<Integer> chaos() throws Exception {
      xtracker.failRandomly(0.5, 42, Fault.INTERNAL_500, Fault.UNAVAILABLE_503);
      return statuses(30);
    }

    private List<Integer> statuses(int calls) throws Exception {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        statuses.add(caller.post("/events", deposit("dep-1")).statusCode());
      }
      return statuses;
    }
  }

  @Nested
  class HeldAnswers {

    @Test
    void areRecordedAndInFlightUntilTheyAreReleased() throws Exception {
      xtracker.holdAnswers();
      var first = caller.postLater("/events", deposit("dep-1"));
      var second = caller.postLater("/events", deposit("dep-2"));
      await().until(() -> xtracker.inFlight() == 2);
      await().until(() -> xtracker.ledger().events().size() == 2);
      assertThat(first).isNotDone();

      xtracker.releaseAnswers();
      assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(xtracker.inFlight()).isZero();
      assertThat(xtracker.mostInFlight()).isEqualTo(2);
    }

    @Test
    void areLostWhenTheServerCloses() {
      xtracker.holdAnswers();
      var answer = caller.postLater("/events", deposit("dep-1"));
      await().until(() -> xtracker.inFlight() == 1);
      xtracker.close();
      await().until(answer::isCompletedExceptionally);
    }
  }
}
