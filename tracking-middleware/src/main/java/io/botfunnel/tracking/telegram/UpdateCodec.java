package io.botfunnel.tracking.telegram;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * An update as JSON in Telegram's own field names, so that a body in the inbox can be read by a
 * later version of the library too. Fields that the library does not know are not kept. Safe for
 * use from any thread.
 */
public final class UpdateCodec {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          // Getters of 10.2.0 do more than get: getEntities() cuts the text and may throw.
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /**
   * The update as JSON; for an {@link UnreadableUpdate} what Telegram sent.
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
   * The update of a body.
   *
   * @throws IllegalArgumentException if it is no update that this version of the library can read;
   *     the message says where, without what stands there
   */
  public Update read(String body) {
    try {
      return JSON.readValue(body, Update.class);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("The update cannot be read: " + JsonLocation.of(failure));
    }
  }
}
