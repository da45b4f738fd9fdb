package io.botfunnel.tracking.telegram.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.botfunnel.tracking.internal.telegram.UpdateKinds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;

final class GetUpdatesRequestsTest {
  @Test
  void aRequestConfirmsTheLastUpdateAndWaitsForMore() {
    GetUpdates request = new GetUpdatesRequests(List.of(), List.of()).apply(41);

    assertThat(request).isInstanceOf(TolerantGetUpdates.class);
    assertThat(request.getOffset()).isEqualTo(42);
    assertThat(request.getLimit()).isEqualTo(100);
    assertThat(request.getTimeout()).isEqualTo(50);
  }

  @Nested
  final class TheAllowedUpdates {
    @Test
    void areTelegramsDefaultWhereNobodyWantsAnything() {
      assertThat(allowed(List.of(), List.of())).isEmpty();
    }

    @Test
    void areTheBotsOwnWhereTrackingNeedsNothing() {
      assertThat(allowed(List.of("message"), List.of())).containsExactly("message");
    }

    @Test
    void areTheBotsOwnAndWhatTrackingNeeds() {
      assertThat(allowed(List.of("message", "chat_member"), List.of("chat_member", "poll")))
          .containsExactly("message", "chat_member", "poll");
    }

    @Test
    void stayTelegramsDefaultWhereItHasWhatTrackingNeeds() {
      assertThat(allowed(List.of(), List.of("message", "my_chat_member"))).isEmpty();
    }

    @Test
    void spellOutTheDefaultBeforeAddingToIt() {
      assertThat(allowed(List.of(), List.of("chat_member")))
          .containsAll(UpdateKinds.DEFAULT)
          .contains("chat_member")
          .doesNotContain("message_reaction", "message_reaction_count");
    }
  }

  @Test
  void theDefaultIsEveryKindThatTheLibraryKnowsButThree() {
    Set<String> known =
        Arrays.stream(Update.class.getDeclaredFields())
            .map(field -> field.getAnnotation(JsonProperty.class))
            .filter(name -> name != null)
            .map(JsonProperty::value)
            .collect(Collectors.toSet());
    known.removeAll(
        Set.of("update_id", "chat_member", "message_reaction", "message_reaction_count"));

    assertThat(UpdateKinds.DEFAULT).containsExactlyInAnyOrderElementsOf(known);
  }

  private static List<String> allowed(List<String> wanted, List<String> needed) {
    return new GetUpdatesRequests(wanted, needed).apply(0).getAllowedUpdates();
  }
}
