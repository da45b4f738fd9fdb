package io.botfunnel.tracking.telegram.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.tracking.internal.telegram.RawUpdates;
import io.botfunnel.tracking.internal.telegram.UnreadableUpdate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.longpolling.util.DefaultGetUpdatesGenerator;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

final class TolerantGetUpdatesTest {
  private static final String GOOD = RawUpdates.privateTextJson(1, "one");
  private static final String BAD = "{\"update_id\":2,\"message\":{\"chat\":{\"id\":\"x\"}}}";
  private static final String GOOD_TOO = RawUpdates.privateTextJson(3, "three");

  private final TolerantGetUpdates tolerant = new TolerantGetUpdates(1, 100, 50, List.of());

  @Nested
  final class OnTheWire {
    @ParameterizedTest
    @ValueSource(strings = {"", "message", "message,chat_member"})
    void isTheLibrarysOwnRequest(String kinds) throws Exception {
      List<String> wanted = kinds.isEmpty() ? List.of() : List.of(kinds.split(",", -1));
      GetUpdates own = new GetUpdatesRequests(wanted, List.of()).apply(41);
      GetUpdates theirs = new DefaultGetUpdatesGenerator(wanted).apply(41);

      assertThat(json(own)).isEqualTo(json(theirs)).contains("\"offset\":42");
      assertThat(own.getMethod()).isEqualTo(theirs.getMethod());
    }

    private static String json(GetUpdates request) throws Exception {
      return new ObjectMapper().writeValueAsString(request);
    }
  }

  @Nested
  final class ABatch {
    @Test
    void isReadAsTheLibraryReadsIt() throws Exception {
      String answer = answer(GOOD, GOOD_TOO);

      assertThat(tolerant.deserializeResponse(answer))
          .isEqualTo(new GetUpdates().deserializeResponse(answer))
          .hasSize(2);
    }

    @Test
    void mayBeEmpty() throws Exception {
      assertThat(tolerant.deserializeResponse(answer())).isEmpty();
    }

    @Test
    void withAnUnreadableUpdateKeepsTheOthersAndItsId() throws Exception {
      List<Update> updates = tolerant.deserializeResponse(answer(GOOD, BAD, GOOD_TOO));

      assertThat(updates).extracting(Update::getUpdateId).containsExactly(1, 2, 3);
      assertThat(updates.get(0)).isEqualTo(RawUpdates.parsed(GOOD));
      assertThat(updates.get(1)).isInstanceOf(UnreadableUpdate.class);
      assertThat(updates.get(2)).isEqualTo(RawUpdates.parsed(GOOD_TOO));
    }

    @Test
    void canBeShrunkByTheSession() throws Exception {
      List<Update> updates = tolerant.deserializeResponse(answer(GOOD, BAD));

      assertThat(updates.removeIf(update -> update.getUpdateId() <= 1)).isTrue();
      assertThat(updates).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"null", "{}", "5", "{\"update_id\":null}", "{\"update_id\":99999999999}"})
    void skipsWhatHasNoIdToConfirm(String noUpdate) throws Exception {
      assertThat(tolerant.deserializeResponse(answer(GOOD, noUpdate)))
          .extracting(Update::getUpdateId)
          .containsExactly(1);
    }
  }

  @Nested
  final class AnUnreadableUpdate {
    @Test
    void keepsWhatTelegramSentAndSaysWhereReadingFailed() throws Exception {
      UnreadableUpdate update = (UnreadableUpdate) tolerant.deserializeResponse(answer(BAD)).get(0);

      assertThat(update.json()).isEqualTo(BAD);
      assertThat(update.reason()).isEqualTo("message.chat.id (InvalidFormatException)");
      assertThat(update.getMessage()).isNull();
      assertThat(update)
          .hasToString("UnreadableUpdate(2: message.chat.id (InvalidFormatException))");
    }
  }

  @Nested
  final class AFailure {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "<html>Sign in to the hotel's network</html>",
          "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict\"}",
          "{\"ok\":true}",
          "{\"ok\":true,\"result\":null}",
          "{\"ok\":true,\"result\":{}}",
          "{\"ok\":true,\"result\":[null]}",
          "{\"ok\":true,\"result\":[{}]}",
          "[]"
        })
    void isTheLibrarysSoThatTheSessionBacksOff(String answer) {
      assertThatThrownBy(() -> tolerant.deserializeResponse(answer))
          .isInstanceOf(TelegramApiRequestException.class);
    }

    @Test
    void keepsTelegramsErrorCode() {
      assertThatThrownBy(
              () ->
                  tolerant.deserializeResponse(
                      "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict\"}"))
          .isInstanceOfSatisfying(
              TelegramApiRequestException.class,
              failure -> assertThat(failure.getErrorCode()).isEqualTo(409));
    }
  }

  private static String answer(String... updates) {
    return "{\"ok\":true,\"result\":[" + String.join(",", updates) + "]}";
  }
}
