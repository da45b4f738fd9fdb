package io.botfunnel.tracking.telegram.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.tracking.internal.telegram.UnreadableUpdate;
import io.botfunnel.tracking.internal.telegram.UpdateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * A getUpdates request that reads its answer update by update if it cannot be read as a whole.
 * Otherwise one update that the library cannot parse would block its batch, and all later updates,
 * for ever. Such an update becomes an {@link UnreadableUpdate}.
 *
 * <p>On the wire it equals the library's own request. An answer that is no JSON or not {@code ok}
 * fails as it does there: the session backs off and asks again.
 */
final class TolerantGetUpdates extends GetUpdates {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(TolerantGetUpdates.class);

  /**
   * Creates a request as {@code getUpdates} describes it.
   *
   * @param offset the first update id wanted; confirms all before it
   * @param limit the highest number of updates, 1 to 100
   * @param timeoutSeconds how long Telegram holds the call when there is nothing to send
   * @param allowedUpdates kinds of updates; empty for Telegram's default
   */
  TolerantGetUpdates(int offset, int limit, int timeoutSeconds, List<String> allowedUpdates) {
    super(offset, limit, timeoutSeconds, allowedUpdates);
  }

  @Override
  @SuppressWarnings("NonApiType") // the library's signature; the session removes from the list
  public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
    return new ArrayList<>(updates(answer));
  }

  private List<Update> updates(String answer) throws TelegramApiRequestException {
    try {
      return confirmable(super.deserializeResponse(answer));
    } catch (TelegramApiRequestException unreadable) {
      return oneByOne(answer, unreadable);
    }
  }

  /**
   * Rejects an answer with a null in place of an update or its id, which would end the session
   * silently.
   */
  private static List<Update> confirmable(@Nullable List<Update> updates)
      throws TelegramApiRequestException {
    if (updates == null || updates.stream().anyMatch(TolerantGetUpdates::hasNoId)) {
      throw new TelegramApiRequestException("getUpdates answered without an update_id or a result");
    }
    return updates;
  }

  private static boolean hasNoId(@Nullable Update update) {
    return update == null || update.getUpdateId() == null;
  }

  private static List<Update> oneByOne(String answer, TelegramApiRequestException whole)
      throws TelegramApiRequestException {
    JsonNode result = result(answer).orElseThrow(() -> whole);
    List<Update> updates = new ArrayList<>();
    result.forEach(update -> one(update).ifPresent(updates::add));
    if (updates.isEmpty()) {
      // Nothing here moves the offset: back off instead of asking again at once.
      log.warn("the answer of getUpdates has no update that can be read; the request is repeated");
      throw whole;
    }
    return updates;
  }

  private static Optional<JsonNode> result(String answer) {
    try {
      JsonNode tree = OBJECT_MAPPER.readTree(answer);
      boolean ok = tree.path("ok").asBoolean();
      return Optional.of(tree.path("result")).filter(result -> ok && result.isArray());
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<Update> one(JsonNode update) {
    Optional<Update> read = UpdateReader.read(update);
    if (read.isEmpty()) {
      log.warn("Telegram sent an update without an update_id; it is skipped");
    }
    return read;
  }
}
