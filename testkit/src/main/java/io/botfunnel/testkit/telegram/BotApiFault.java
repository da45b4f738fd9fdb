package io.botfunnel.testkit.telegram;

import io.botfunnel.testkit.Answer;

/**
 * A fault of a Bot API call. Each constant says what the bot sees, and whether the call was
 * executed.
 */
public enum BotApiFault {
  /** 401 {@code Unauthorized}, as after a revoked token. Not executed. */
  UNAUTHORIZED_401(401, "Unauthorized"),

  /** 403 {@code Forbidden: bot was blocked by the user}. Not executed. */
  FORBIDDEN_403(403, "Forbidden: bot was blocked by the user"),

  /** 409, as when a second instance polls. Not executed. */
  CONFLICT_409(
      409,
      "Conflict: terminated by other getUpdates request; "
          + "make sure that only one bot instance is running"),

  /** 429 with {@code parameters.retry_after}, see {@link BotApiServer#retryAfter}. Not executed. */
  RATE_LIMITED_429(429, "Too Many Requests"),

  /** 502 {@code Bad Gateway}. Not executed. */
  SERVER_ERROR_502(502, "Bad Gateway"),

  /** The connection closes without an answer. Not executed. */
  RESET(0, ""),

  /** The connection closes without an answer. Executed: a message is sent, an offset confirms. */
  RESET_AFTER_DOING(0, ""),

  /** Connections are accepted and dropped, including that of a waiting long poll. Not executed. */
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
