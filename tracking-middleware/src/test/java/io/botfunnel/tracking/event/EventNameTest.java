package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventNameTest {
  @Test
  void firstTouchAndSubscriptionCountOncePerSubject() {
    assertThat(Stream.of(EventName.values()).filter(EventName::isOncePerSubject))
        .containsExactly(EventName.CONTACT, EventName.SUBSCRIBED);
  }

  @Test
  void aNameIsSmallOnTheWire() {
    assertThat(EventName.DEPOSIT.wireName()).isEqualTo("deposit");
  }
}
