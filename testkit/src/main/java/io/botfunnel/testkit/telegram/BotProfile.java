package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The token and username of the bot that the server knows. */
record BotProfile(String token, String username) {

  BotProfile {
    if (!token.matches("[0-9]{1,18}:[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "A bot token is digits, a colon and letters; this one has another shape");
    }
  }

  long id() {
    return Long.parseLong(token.substring(0, token.indexOf(':')));
  }

  ObjectNode user() {
    return TelegramJson.object()
        .put("id", id())
        .put("is_bot", true)
        .put("first_name", "Funnel Test Bot")
        .put("username", username);
  }

  /** Returns the result of getMe. */
  ObjectNode me() {
    return user()
        .put("can_join_groups", true)
        .put("can_read_all_group_messages", false)
        .put("supports_inline_queries", false)
        .put("can_connect_to_business", false)
        .put("has_main_web_app", false);
  }

  @Override
  public String toString() {
    return "BotProfile[@" + username + "]";
  }
}
