package io.botfunnel.starter.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Receipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response to a caller, in the format of XTRACKER's own responses. Immutable.
 *
 * @param status the HTTP status
 * @param word the status of the event, or the reason why there is none
 * @param inboxId the id of the event, if the event is on disk
 * @param error what is wrong, the rule, the remedy; contains no secret
 * @param retryAfter when to retry; zero if a retry would change nothing
 */
record GatewayResponse(
    int status,
    String word,
    @Nullable String inboxId,
    @Nullable String error,
    Duration retryAfter) {
  private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(5);

  private GatewayResponse(
      int status, String word, @Nullable String inboxId, @Nullable String error) {
    this(status, word, inboxId, error, Duration.ZERO);
  }

  /** The event is on disk, or was before. */
  static GatewayResponse recorded(EventName event, Receipt receipt) {
    String id = event.wireName() + "/" + receipt.eid();
    return switch (receipt.outcome()) {
      case QUEUED, STAGED -> new GatewayResponse(200, "queued", id, null);
      case DUPLICATE -> new GatewayResponse(200, "duplicate", id, null);
      case ABOVE_CEILING -> new GatewayResponse(200, "above_ceiling", id, null);
      case CONFLICT ->
          new GatewayResponse(
              409,
              "conflict",
              id,
              "This eid was reported before with another amount or user. The first report stays,"
                  + " and the bot's operator sees both. Send each payment with its own transaction id");
      case TOO_MANY -> throw new IllegalStateException("a conversion binds no uid: " + id);
    };
  }

  /** The update is on disk, or was before. */
  static GatewayResponse taken() {
    return new GatewayResponse(200, "taken", null, null);
  }

  /** The outbox works, so reports can be recorded. */
  static GatewayResponse ready() {
    return new GatewayResponse(200, "ready", null, null);
  }

  /** The operator does not want this event of the partner. */
  static GatewayResponse ignored() {
    return new GatewayResponse(200, "ignored", null, null);
  }

  static GatewayResponse rejected(int status, String word, String error, Duration retryAfter) {
    return new GatewayResponse(status, word, null, BotLogging.masked(error), retryAfter);
  }

  /** Nothing was recorded, through no fault of the caller. */
  static GatewayResponse unavailable() {
    return new GatewayResponse(
        503,
        "unavailable",
        null,
        "The request could not be recorded. Send it again, unchanged",
        UNAVAILABLE_FOR);
  }

  boolean ok() {
    return status < 300;
  }

  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("ok", ok()).put("status", word);
    if (inboxId != null) {
      json.put("inbox_id", inboxId);
    }
    if (error != null) {
      json.put("error", error);
    }
    return json.toString();
  }
}
