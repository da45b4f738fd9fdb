package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.testkit.Violation;
import java.util.Set;
import java.util.TreeSet;

/**
 * The update kinds that a bot requested with {@code allowed_updates}.
 *
 * @param kinds the kinds; empty for Telegram's default, all but three
 */
record AllowedUpdates(Set<String> kinds) {
  private static final Set<String> NOT_BY_DEFAULT =
      Set.of("chat_member", "message_reaction", "message_reaction_count");

  static AllowedUpdates byDefault() {
    return new AllowedUpdates(Set.of());
  }

  static AllowedUpdates of(JsonNode list) throws Violation {
    if (!list.isArray()) {
      throw TelegramJson.badRequest("can't parse allowed updates JSON object");
    }
    Set<String> kinds = new TreeSet<>();
    list.forEach(kind -> kinds.add(kind.asText()));
    return new AllowedUpdates(kinds);
  }

  boolean allow(String kind) {
    return kinds.isEmpty() ? !NOT_BY_DEFAULT.contains(kind) : kinds.contains(kind);
  }
}
