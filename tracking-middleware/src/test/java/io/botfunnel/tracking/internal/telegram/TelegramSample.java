package io.botfunnel.tracking.internal.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * An update as Telegram sends it: all fields of the Bot API, and some that nobody knows yet. Each
 * change gives another sample.
 *
 * @param json the update
 */
public record TelegramSample(String json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The sample of a file beside this class. */
  public static TelegramSample of(String name) {
    try (InputStream file = TelegramSample.class.getResourceAsStream(name + ".json")) {
      byte[] content = Objects.requireNonNull(file, name).readAllBytes();
      return new TelegramSample(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /**
   * With another value somewhere.
   *
   * @param pointer where, such as {@code /message/date}
   * @param value as JSON; an empty text takes the field away
   */
  public TelegramSample with(String pointer, String value) {
    try {
      JsonNode update = JSON.readTree(json);
      int field = pointer.lastIndexOf('/');
      ObjectNode parent = (ObjectNode) update.at(pointer.substring(0, field));
      if (value.isEmpty()) {
        parent.remove(pointer.substring(field + 1));
      } else {
        parent.set(pointer.substring(field + 1), JSON.readTree(value));
      }
      return new TelegramSample(update.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(pointer, e);
    }
  }

  /** As another update, so that it is none that came before. */
  public TelegramSample numbered(int updateId) {
    return with("/update_id", String.valueOf(updateId));
  }

  /** As getUpdates hands it to the bot. */
  public Update received() {
    try {
      List<Update> updates =
          new GetUpdatesRequests(List.of(), List.of())
              .apply(0)
              .deserializeResponse("{\"ok\":true,\"result\":[" + json + "]}");
      return updates.get(0);
    } catch (TelegramApiRequestException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
