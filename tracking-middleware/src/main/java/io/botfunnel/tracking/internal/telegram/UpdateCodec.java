package io.botfunnel.tracking.internal.telegram;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Converts an update to and from JSON with Telegram's field names, so that a later version of the
 * library can read the inbox too. Fields that the library does not know are dropped. Thread-safe.
 */
public final class UpdateCodec {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          // Getters of 10.2.0 have side effects: getEntities() cuts the text and may throw.
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /**
   * Returns the update as JSON; for an {@link UnreadableUpdate}, what Telegram sent.
   *
   * @throws IllegalArgumentException if it cannot be written, which no update from Telegram causes
   */
  public String write(Update update) {
    if (update instanceof UnreadableUpdate unreadable) {
      return unreadable.json();
    }
    try {
      return JSON.writeValueAsString(update);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException(
          "The update cannot be written: " + JsonLocation.of(failure));
    }
  }

  /**
   * Parses the update from a body.
   *
   * @throws IllegalArgumentException if it is no update that this version of the library can read;
   *     the message says where reading failed, without the value there
   */
  public Update read(String body) {
    try {
      return JSON.readValue(body, Update.class);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("The update cannot be read: " + JsonLocation.of(failure));
    }
  }
}
