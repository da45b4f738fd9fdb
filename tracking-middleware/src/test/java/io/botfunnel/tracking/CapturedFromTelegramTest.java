package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.internal.telegram.TelegramSample;
import io.botfunnel.tracking.operations.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Updates as Telegram sends them, through the whole path to what XTRACKER has recorded. */
@Tag("slow")
class CapturedFromTelegramTest extends EndToEndTest {
  private static final String STARS_EID =
      "dep-stxNPZ3Cbo9Aq1lUuaxTYd2J5bd6k7ZDl_rHbtM2yI5bUZ7sGq0nJvC9wE4xR8tK1mPhVfLaXoQdNzEcYiWgSjTuBk3";

  private final AtomicInteger updates = new AtomicInteger(1_000);

  @Override
  TrackingBuilder builder() {
    return super.builder()
        .subscribedChats(Set.of("@SignalsVip"))
        .payments(true)
        .starsRate(StarsRate.of("0.013 USD"));
  }

  /** Each a new update, whatever it says; then all is delivered. */
  private void arrive(TelegramSample... samples) {
    LongPollingUpdateConsumer inbox = tracking.inbox(6_513_247_654L, "MyShopBot");
    List<Update> batch =
        Arrays.stream(samples)
            .map(sample -> sample.numbered(updates.incrementAndGet()).received())
            .collect(Collectors.toCollection(ArrayList::new));
    inbox.consume(batch);
    awaitAllSettled();
  }

  private static TelegramSample sample(String name) {
    return TelegramSample.of(name);
  }

  private static TelegramSample start(String payload) {
    return sample("paid")
        .with("/message/successful_payment", "")
        .with("/message/text", "\"/start " + payload + "\"");
  }

  private List<RecordedEvent> recorded() {
    return xtracker.ledger().events();
  }

  @Test
  void aUserWhoCameByAClickAndJoinedIsSubscribedOnce() {
    arrive(start("fb_abc"), sample("joined"), sample("joined"));
    assertThat(bodies())
        .last()
        .isEqualTo(
            "{\"event\":\"subscribed\",\"uid\":\"abc\",\"eid\":\"subscribed-555123\","
                + "\"occurred_at_ms\":1790000000000}");
    assertThat(recorded())
        .extracting(RecordedEvent::eid)
        .containsExactly("contact-555123", "subscribed-555123");
  }

  @Test
  void aUserWhoLeavesAndComesAgainIsSubscribedOnce() {
    arrive(sample("joined"));
    arrive(
        sample("joined").with("/chat_member/date", "1790009999"),
        sample("joined").with("/chat_member/chat/username", "\"Elsewhere\""));
    assertThat(recorded()).extracting(RecordedEvent::eid).containsExactly("subscribed-555123");
    assertThat(recorded().get(0).occurredAtMs()).isEqualTo(1_790_000_000_000L);
  }

  @Test
  void aPaymentIsADepositOnceHoweverOftenItIsTold() {
    arrive(sample("paid"), sample("paid"));
    assertThat(bodies())
        .containsExactly(
            "{\"event\":\"deposit\",\"value\":\"25.00\",\"currency\":\"USD\","
                + "\"eid\":\"dep-6513247654_555123_771_7423\",\"occurred_at_ms\":1790000000000}");
  }

  @Test
  void thePaymentThatAHookReportsTooCountsOnce() {
    tracking.user(ANN).deposit("25.00", "USD", "6513247654_555123_771_7423");
    arrive(sample("paid"));
    assertThat(recorded()).hasSize(1);
    assertThat(tracking.conflicts()).isEmpty();
  }

  @Test
  void theAmountOfStarsStaysAsItWasWhenTheRateChanges() {
    xtracker.fail(Fault.UNAVAILABLE_503);
    tracking
        .inbox(1, "MyShopBot")
        .consume(new ArrayList<>(List.of(sample("paid-stars").received())));
    xtracker.heal();
    restart(builder().starsRate(StarsRate.of("0.5 EUR")));
    stepUntilAllSettled();
    assertThat(recorded()).hasSize(1);
    assertThat(bodies().get(bodies().size() - 1))
        .contains("\"value\":\"3.25\",\"currency\":\"USD\"", STARS_EID);
  }

  @Test
  void starsWithoutARateAreNotCounted() {
    restart(builder().starsRate(null));
    arrive(sample("paid-stars"));
    assertThat(recorded()).isEmpty();
  }

  @Test
  void aRefundIsShownAndSentToNobody() {
    arrive(sample("paid-stars"), sample("refunded"), sample("refunded"));
    assertThat(recorded()).extracting(RecordedEvent::eid).containsExactly(STARS_EID);
    assertThat(tracking.timeline(ANN))
        .extracting(Recorded::kind)
        .containsExactly("deposit", "refund");
    assertThat(tracking.timeline(ANN)).extracting(Recorded::eid).containsOnly(STARS_EID);
  }

  @Test
  void aBlockAndItsEndAreShownAndSentToNobody() {
    arrive(sample("blocked"), sample("unblocked"));
    assertThat(bodies()).isEmpty();
    assertThat(tracking.timeline(ANN))
        .extracting(Recorded::kind)
        .containsExactly("blocked", "unblocked");
  }

  @Test
  void whatIsNotSwitchedOnMeansNothing() {
    restart(super.builder());
    arrive(sample("joined"), sample("let-in"), sample("paid"), sample("paid-stars"));
    assertThat(bodies()).isEmpty();
    assertThat(tracking.timeline(ANN)).isEmpty();
  }

  @Test
  void aStartFollowsThePrefixAndOthersStayTheAuthors() {
    restart(builder().startPrefix("go-"));
    arrive(start("fb_abc"), start("ref_7"), start("go-abc"));
    assertThat(xtracker.ledger().binds()).extracting(bind -> bind.uid()).containsExactly("abc");
  }
}
