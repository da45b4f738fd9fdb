package io.botfunnel.tracking.internal.xtracker;

import static io.botfunnel.tracking.delivery.AttemptOutcome.DELIVERED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.DUPLICATE;
import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static io.botfunnel.tracking.delivery.AttemptOutcome.REFUSED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedClick;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.outbox.Topic;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.XtrackerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class XtrackerClientTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final XtrackerServer xtracker = XtrackerServer.start();
  private volatile String bearer = xtracker.bearer();
  private final XtrackerClient client = client().build();

  private XtrackerClientBuilder client() {
    return XtrackerClient.builder().url(xtracker.url()).bearer(() -> bearer).clock(CLOCK);
  }

  @AfterEach
  void close() {
    xtracker.heal();
    xtracker.releaseAnswers();
    client.close();
    xtracker.close();
  }

  static Entry entry(String kind, String eid, String body) {
    return new Entry(1, Topic.OUTBOX, "5", kind, eid, body, 0, 0);
  }

  static Entry contact(String eid) {
    String body = "{\"event\":\"contact\", \"eid\":\"%s\",\"uid\":\"zoë😀\"}".formatted(eid);
    return entry("contact", eid, body);
  }

  private AttemptResult send(Entry entry) {
    return client.send(entry).join();
  }

  @Nested
  class Sending {
    @Test
    void theServerGetsTheBytesOfTheEntryAsJson() {
      Entry entry = contact("c-1");
      assertThat(send(entry)).isEqualTo(AttemptResult.of(DELIVERED));
      assertThat(xtracker.ledger().calls())
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.path()).isEqualTo("/events");
                assertThat(call.body()).isEqualTo(entry.body());
                assertThat(call.contentType()).isEqualTo("application/json");
              });
    }

    @Test
    void theSecondTimeIsADuplicate() {
      send(contact("c-1"));
      assertThat(send(contact("c-1"))).isEqualTo(AttemptResult.of(DUPLICATE));
    }

    @Test
    void aBindGoesToItsOwnPath() {
      assertThat(send(entry("bind", "b", "{\"uid\":\"abc\",\"tg_id\":5}")).outcome())
          .isEqualTo(DELIVERED);
      assertThat(xtracker.ledger().binds()).extracting(RecordedBind::uid).containsExactly("abc");
    }

    @Test
    void anUnmatchedBindSaysSo() {
      xtracker.knowsOnly("other");
      assertThat(send(entry("bind", "b", "{\"uid\":\"abc\",\"tg_id\":5}")))
          .isEqualTo(AttemptResult.of(DELIVERED, XtrackerClient.UNMATCHED));
    }

    @Test
    void noMoreThanTheLimitIsInFlight() {
      try (XtrackerClient narrow = client().maxInFlight(4).build()) {
        xtracker.holdAnswers();
        List<CompletableFuture<AttemptResult>> sent =
            IntStream.range(0, 20).mapToObj(i -> narrow.send(contact("c-" + i))).toList();
        Awaitility.await().until(() -> xtracker.inFlight() == 4);
        xtracker.releaseAnswers();
        assertThat(sent).allSatisfy(f -> assertThat(f.join().outcome()).isEqualTo(DELIVERED));
        assertThat(xtracker.mostInFlight()).isEqualTo(4);
      }
    }
  }

  @Nested
  class Faults {
    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"SLOW_ANSWER"})
    void everyFaultIsAnAnswerWithoutTheBearer(Fault fault) {
      xtracker.fail(fault);
      AttemptResult answer = send(contact("c-1"));
      assertThat(answer.outcome()).isNotIn(DELIVERED, DUPLICATE);
      assertThat(answer.toString()).doesNotContain(bearer);
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {
          "REDIRECT_302",
          "CAPTIVE_PORTAL_200",
          "EMPTY_200",
          "INTERNAL_500",
          "BAD_GATEWAY_502_HTML",
          "RESET_BEFORE_RECORDING",
          "RESET_AFTER_RECORDING",
          "HALF_BODY_AFTER_RECORDING"
        })
    void whatProvesNothingIsSentAgainAndCountedOnce(Fault fault) {
      xtracker.failNext(1, fault);
      assertThat(send(contact("c-1")).outcome()).isEqualTo(LATER);
      assertThat(send(contact("c-1")).outcome())
          .isEqualTo(fault.recorded() ? DUPLICATE : DELIVERED);
      assertThat(xtracker.ledger().events()).hasSize(1);
      assertThat(xtracker.ledger().calls()).as("no attempt of its own").hasSize(2);
    }

    @Test
    void aRedirectIsNotFollowed() {
      xtracker.fail(Fault.REDIRECT_302);
      assertThat(send(contact("c-1")).detail()).contains("redirect to http://localhost");
      assertThat(xtracker.ledger().redirectsFollowed()).isZero();
    }

    @Test
    void aRefusalIsRefused() {
      xtracker.fail(Fault.INVALID_TIME_422);
      assertThat(send(contact("c-1")))
          .isEqualTo(AttemptResult.of(REFUSED, "invalid_time (HTTP 422)"));
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"RATE_LIMITED_429", "RATE_LIMITED_429_DATE"})
    void retryAfterIsReadInBothItsForms(Fault fault) {
      xtracker.withClock(CLOCK).retryAfter(Duration.ofSeconds(33)).fail(fault);
      assertThat(send(contact("c-1")).retryAfter()).isEqualTo(Duration.ofSeconds(33));
    }

    @Test
    void aSlowServerIsLeftAtTheDeadline() {
      xtracker.fail(Fault.SLOW_ANSWER);
      try (XtrackerClient hasty = client().responseTimeout(Duration.ofMillis(200)).build()) {
        assertThat(hasty.send(contact("c-1")).join())
            .isEqualTo(AttemptResult.of(LATER, "no answer within 200 ms"));
      }
    }
  }

  @Nested
  class Keys {
    @Test
    void aWrongKeyIsUnauthorizedAndANewOneIsPickedUp() {
      bearer = "wrong";
      long before = client.secretVersion();
      assertThat(send(contact("c-1")).outcome()).isEqualTo(UNAUTHORIZED);
      bearer = xtracker.bearer();
      assertThat(client.secretVersion()).isNotEqualTo(before);
      assertThat(send(contact("c-1")).outcome()).isEqualTo(DELIVERED);
    }

    @Test
    void anUnusableKeyIsNeverSent() {
      bearer = "split\r\nX-Evil: 1";
      AttemptResult answer = send(contact("c-1"));
      assertThat(answer.outcome()).isEqualTo(UNAUTHORIZED);
      assertThat(answer.detail()).contains("xtracker.bearer").doesNotContain("Evil");
      assertThat(xtracker.ledger().unauthorized()).isZero();
    }

    @Test
    void itsNameDoesNotShowTheKey() {
      assertThat(client).hasToString("XtrackerClient[" + xtracker.url() + "]");
    }
  }

  @Nested
  class RegisteringClicks {
    private final Click click = new Click("promo", null, "spring", "a=1&b=ü");

    @Test
    void theMintedUidComesBack() {
      assertThat(client.registerClick(click).join().value()).isEqualTo("click-1");
      assertThat(xtracker.ledger().clicks())
          .containsExactly(new RecordedClick("click-1", "promo", null, "spring", "a=1&b=ü", 1));
      assertThat(xtracker.ledger().calls().get(0).body())
          .isEqualTo(
              "{\"link_slug\":\"promo\",\"campaign_name\":\"spring\",\"raw_query\":\"a=1&b=ü\"}");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"SLOW_ANSWER"})
    void everyFaultIsAnExceptionWithARemedy(Fault fault) {
      xtracker.fail(fault);
      assertThat(client.registerClick(click))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(XtrackerException.class)
          .withMessageStartingWith("The click was not registered: ")
          .withMessageMatching("(?s).*(Check|Try again).*")
          .withMessageNotContaining(bearer);
    }

    @Test
    void anUnusableKeyIsSaid() {
      bearer = " ";
      assertThat(client.registerClick(click))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(XtrackerException.class)
          .withMessageContaining("xtracker.bearer is empty");
    }
  }

  @Nested
  class Closing {
    @Test
    void whatIsInFlightIsWaitedFor() {
      xtracker.holdAnswers();
      CompletableFuture<AttemptResult> sent = client.send(contact("c-1"));
      Awaitility.await().until(() -> xtracker.inFlight() == 1);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(client::close);
      xtracker.releaseAnswers();
      closing.join();
      assertThat(sent.join()).isEqualTo(AttemptResult.of(DELIVERED));
    }

    @Test
    void whatDoesNotEndIsAborted() {
      xtracker.holdAnswers();
      CompletableFuture<AttemptResult> sent = client.send(contact("c-1"));
      Awaitility.await().until(() -> xtracker.inFlight() == 1);
      client.close();
      assertThat(sent.join()).isEqualTo(AttemptResult.of(LATER, "the client is closed"));
    }

    @Test
    void aClosedClientAnswersLaterAndMayBeClosedAgain() {
      client.close();
      client.close();
      assertThat(send(contact("c-1"))).isEqualTo(AttemptResult.of(LATER, "the client is closed"));
    }
  }

  @Nested
  class Building {
    @Test
    void urlAndBearerAreRequired() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> XtrackerClient.builder().build())
          .withMessageStartingWith("xtracker.url");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> XtrackerClient.builder().url(xtracker.url()).build())
          .withMessageStartingWith("xtracker.bearer");
    }

    @Test
    void numbersOutOfRangeAreNamed() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client().maxInFlight(0).build())
          .withMessageContainingAll("tracking.delivery.max-in-flight", "1 to 1024");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client().responseTimeout(Duration.ZERO).build())
          .withMessageContaining("responseTimeout");
    }
  }
}
