package io.botfunnel.testkit.telegram;

import io.botfunnel.testkit.Answer;

/** What can go wrong with a call to the Bot API: what the bot sees, and whether it was done. */
public enum BotApiFault {
  /** 401 {@code Unauthorized}, as after a revoked token. Not done. */
  UNAUTHORIZED_401(401, "Unauthorized"),

  /** 403 {@code Forbidden: bot was blocked by the user}. Not done. */
  FORBIDDEN_403(403, "Forbidden: bot was blocked by the user"),

  /** 409, as when a second instance polls. Not done. */
  CONFLICT_409(
      409,
      "Conflict: terminated by other getUpdates request; "
          + "make sure that only one bot instance is running"),

  /** 429 with {@code parameters.retry_after}, see {@link BotApiServer#retryAfter}. Not done. */
  RATE_LIMITED_429(429, "Too Many Requests"),

  /** 502 {@code Bad Gateway}. Not done. */
  SERVER_ERROR_502(502, "Bad Gateway"),

  /** The connection closes without an answer. Not done. */
  RESET(0, ""),

  /** The connection closes without an answer. Done: a message is sent, an offset has confirmed. */
  RESET_AFTER_DOING(0, ""),

  /** Connections are accepted and dropped, a waiting long poll's among them. Not done. */
  OUTAGE(0, "");

  private final int status;
  private final String description;

  BotApiFault(int status, String description) {
    this.status = status;
    this.description = description;
  }

  boolean drops() {
    return status == 0;
  }

  Answer answer(long retryAfterSeconds) {
    return this == RATE_LIMITED_429
        ? TelegramJson.tooManyRequests(retryAfterSeconds)
        : TelegramJson.error(status, description);
  }
}
