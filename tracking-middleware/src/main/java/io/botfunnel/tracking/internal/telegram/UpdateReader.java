package io.botfunnel.tracking.internal.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Reads one update as Telegram sends it. An update that this version of the library cannot read
 * becomes an {@link UnreadableUpdate} if it has an id to confirm it by.
 */
public final class UpdateReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private UpdateReader() {}

  /** Returns the update; empty if the text is no JSON or has no update_id. */
  static Optional<Update> read(String json) {
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  public static Optional<Update> read(JsonNode update) {
    JsonNode id = update.path("update_id");
    return id.isInt() ? Optional.of(read(update, id.intValue())) : Optional.empty();
  }

  private static Update read(JsonNode update, int id) {
    try {
      return JSON.treeToValue(update, Update.class);
    } catch (JsonProcessingException | RuntimeException unreadable) {
      return new UnreadableUpdate(id, update.toString(), JsonLocation.of(unreadable));
    }
  }
}
