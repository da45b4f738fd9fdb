package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversion as XTRACKER's webhook tells it. */
class WebhookTest {
  private static final UserId ANN = new UserId(1);
  private static final ClickId CLICK = new ClickId("abc");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private static Webhook contact(String eventId, @Nullable ClickId uid, @Nullable UserId user) {
    return Webhook.of(eventId, EventName.CONTACT, uid, user, null, AT);
  }

  @Test
  void isAboutTheClickWhereThereIsOne() {
    Webhook webhook = contact("w-1", CLICK, ANN);
    assertThat(webhook.conversion().subject()).isEqualTo(CLICK);
    assertThat(webhook.user()).isEqualTo(ANN);
    assertThat(webhook.occurredAt()).isEqualTo(AT);
  }

  @Test
  void isAboutTheUserOtherwise() {
    assertThat(contact("w-1", null, ANN).conversion().subject()).isEqualTo(ANN);
  }

  @Test
  void isAboutSomebody() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contact("w-1", null, null))
        .withMessageContainingAll("click is absent", "Send click.uid or click.tg_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void hasAName(String eventId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contact(eventId, CLICK, ANN))
        .withMessageContainingAll("event_id '", "Send it as XTRACKER does");
  }

  @Test
  void isCountedByItsName() {
    assertThat(contact("w-1", CLICK, ANN).conversion().eid()).hasToString("xtracker-w-1");
    String longest = "7".repeat(111);
    assertThat(contact(longest, CLICK, ANN).conversion().eid()).hasToString("xtracker-" + longest);
  }

  @Test
  void isCountedByTheHashOfANameThatIsNoEid() {
    String tooLong = contact("7".repeat(112), CLICK, ANN).conversion().eid().value();
    String spaced = contact("w 1", CLICK, ANN).conversion().eid().value();
    assertThat(tooLong).matches("xtracker-[0-9a-f-]{36}").isNotEqualTo(spaced);
    assertThat(spaced).matches("xtracker-[0-9a-f-]{36}");
    assertThat(contact("w 1", CLICK, null).conversion().eid()).hasToString(spaced);
  }
}
