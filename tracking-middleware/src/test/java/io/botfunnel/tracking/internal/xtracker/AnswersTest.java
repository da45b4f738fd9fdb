package io.botfunnel.tracking.internal.xtracker;

import static io.botfunnel.tracking.delivery.AttemptOutcome.DELIVERED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.DUPLICATE;
import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static io.botfunnel.tracking.delivery.AttemptOutcome.OVERLOADED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.REFUSED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.xtracker.http.Excerpt;
import io.botfunnel.tracking.internal.xtracker.http.HttpAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final String SECRET = "s3cr3t/bearer";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Answers answers = new Answers(Clock.fixed(NOW, ZoneOffset.UTC));

  private AttemptResult toEvent(int status, String body) {
    return read(Call.EVENTS, new HttpAnswer(status, null, null, body));
  }

  private AttemptResult toBind(int status, String body) {
    return read(Call.BIND, new HttpAnswer(status, null, null, body));
  }

  private AttemptResult waiting(int status, @Nullable String retryAfter) {
    return read(Call.EVENTS, new HttpAnswer(status, retryAfter, null, ""));
  }

  private AttemptResult redirected(@Nullable String location) {
    return read(Call.EVENTS, new HttpAnswer(302, null, location, "<html>"));
  }

  private AttemptResult read(Call call, HttpAnswer http) {
    return answers.read(call, http, Excerpt.without(SECRET));
  }

  @Nested
  class Success {
    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void queuedIsDelivered(int status) {
      assertThat(toEvent(status, "{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"in-1\"}"))
          .isEqualTo(AttemptResult.of(DELIVERED));
    }

    @Test
    void duplicateIsDuplicate() {
      assertThat(toEvent(200, "{\"ok\":true,\"status\":\"duplicate\",\"inbox_id\":\"in-1\"}"))
          .isEqualTo(AttemptResult.of(DUPLICATE));
    }

    @Test
    void duplicateIsDuplicateAlsoAsAConflict() {
      assertThat(toEvent(409, "{\"ok\":false,\"status\":\"duplicate\"}"))
          .isEqualTo(AttemptResult.of(DUPLICATE));
    }

    @Test
    void aMatchedBindIsDelivered() {
      assertThat(toBind(200, "{\"ok\":true,\"matched\":true}"))
          .isEqualTo(AttemptResult.of(DELIVERED));
    }

    @Test
    void anUnmatchedBindIsDeliveredAndShown() {
      assertThat(toBind(200, "{\"ok\":true,\"matched\":false}"))
          .isEqualTo(AttemptResult.of(DELIVERED, XtrackerClient.UNMATCHED));
    }
  }

  @Nested
  class Invalid {
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 422, 429, 500})
    void invalidValueIsRefusedWhateverTheCode(int status) {
      assertThat(toEvent(status, "{\"ok\":false,\"status\":\"invalid_value\"}"))
          .isEqualTo(AttemptResult.of(REFUSED, "invalid_value (HTTP " + status + ")"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_event", "invalid_time", "invalid_uid"})
    void everyInvalidStatusIsRefused(String status) {
      assertThat(toBind(200, "{\"ok\":false,\"status\":\"" + status + "\"}"))
          .isEqualTo(AttemptResult.of(REFUSED, status + " (HTTP 200)"));
    }

    @Test
    void anInvalidKeyIsTheKeysFaultAndNotTheEvents() {
      assertThat(toEvent(401, "{\"ok\":false,\"status\":\"invalid_token\"}").outcome())
          .isEqualTo(UNAUTHORIZED);
    }
  }

  @Nested
  class Refused {
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 413, 422})
    void aPermanentCodeIsRefusedWithTheStartOfTheBody(int status) {
      assertThat(toEvent(status, "{\"ok\":false,\"error\":\"no\"}"))
          .isEqualTo(
              AttemptResult.of(REFUSED, "HTTP " + status + ": {\"ok\":false,\"error\":\"no\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 405, 407, 410, 415, 451})
    void otherClientErrorsArePermanentByXtrackersOwnRule(int status) {
      assertThat(toEvent(status, ""))
          .isEqualTo(AttemptResult.of(REFUSED, "HTTP " + status + " with an empty body"));
    }
  }

  @Nested
  class Unauthorized {
    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsUnauthorized(int status) {
      assertThat(toEvent(status, "{\"error\":\"no\"}"))
          .isEqualTo(AttemptResult.of(UNAUTHORIZED, "HTTP " + status + ": {\"error\":\"no\"}"));
    }
  }

  @Nested
  class Later {
    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 504, 599})
    void aTemporaryCodeIsForLaterAndRetryAfterIsHonoured(int status) {
      assertThat(waiting(status, "7"))
          .isEqualTo(
              new AttemptResult(
                  LATER, "HTTP " + status + " with an empty body", Duration.ofSeconds(7)));
    }

    @Test
    void aDateIsReckonedFromTheClock() {
      assertThat(waiting(429, "Sun, 01 Mar 2026 12:01:30 GMT").retryAfter())
          .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void withoutRetryAfterNoWaitIsClaimed() {
      assertThat(waiting(503, null).retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302, 401})
    void queuedUnderAnotherCodeThanSuccessIsNotBelieved(int status) {
      assertThat(toEvent(status, "{\"ok\":true,\"status\":\"queued\"}").outcome())
          .isNotIn(DELIVERED, DUPLICATE);
    }
  }

  @Nested
  class Overloaded {
    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void isACodeThatAsksForLess(int status) {
      assertThat(waiting(status, "7"))
          .isEqualTo(
              new AttemptResult(
                  OVERLOADED, "HTTP " + status + " with an empty body", Duration.ofSeconds(7)));
    }

    @Test
    void needsNoTimeWhereTheCodeAloneSaysIt() {
      assertThat(waiting(429, null))
          .isEqualTo(AttemptResult.of(OVERLOADED, "HTTP 429 with an empty body"));
    }

    @Test
    void isNotAFaultThatSaysNothingAboutLoad() {
      assertThat(waiting(503, null).outcome()).isEqualTo(LATER);
    }
  }

  @Nested
  class NothingRecorded {
    @Test
    void aRedirectIsNotFollowedAndItsTargetShownWithoutItsQuery() {
      assertThat(redirected("https://portal.example/login?from=" + SECRET))
          .isEqualTo(
              AttemptResult.of(
                  LATER,
                  "HTTP 302: redirect to https://portal.example not followed;"
                      + " nothing was recorded"));
    }

    @Test
    void aRedirectToNowhereIsForLaterToo() {
      assertThat(redirected(null).outcome()).isEqualTo(LATER);
      assertThat(redirected("::not a uri::").detail()).contains("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void anEmptyBodyIsForLater(int status) {
      assertThat(toEvent(status, ""))
          .isEqualTo(
              AttemptResult.of(
                  LATER, "HTTP " + status + " with an empty body; nothing was recorded"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<!doctype html><title>Welcome</title>",
          "[]",
          "\"queued\"",
          "{\"ok\":\"true\",\"status\":\"queued\"}",
          "{\"status\":\"queued\"}",
          "{\"ok\":true,\"status\":\"queued\"}<html>",
          "{\"ok\":true,\"status\":\"que"
        })
    void aForeignBodyIsForLater(String body) {
      assertThat(toEvent(200, body).outcome()).isEqualTo(LATER);
      assertThat(toEvent(200, body).detail()).contains("captive portal", "nothing was recorded");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"ok\":false}",
          "{\"ok\":false,\"status\":\"overloaded\"}",
          "{\"ok\":true,\"status\":\"parked\"}",
          "{\"ok\":true,\"matched\":true}"
        })
    void anUnknownStatusIsForLater(String body) {
      assertThat(toEvent(200, body).outcome()).isEqualTo(LATER);
      assertThat(toEvent(200, body).detail()).contains("status is not known");
    }

    @Test
    void aBindIsNotDoneByTheAnswerOfAnEvent() {
      assertThat(toBind(200, "{\"ok\":true,\"status\":\"queued\"}").outcome()).isEqualTo(LATER);
    }
  }

  @Nested
  class Secrets {
    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 422, 429, 500})
    void anEchoedBearerIsMasked(int status) {
      AttemptResult answer = toEvent(status, "{\"got\":\"Bearer " + SECRET + "\"}");
      assertThat(String.valueOf(answer)).doesNotContain(SECRET);
    }

    @Test
    void aBearerInTheStatusIsMasked() {
      assertThat(toEvent(422, "{\"status\":\"invalid_" + SECRET + "\"}").detail())
          .isEqualTo("invalid_*** (HTTP 422)");
    }
  }
}
