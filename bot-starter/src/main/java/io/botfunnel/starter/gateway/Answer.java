package io.botfunnel.starter.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Receipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told, in the shape of XTRACKER's own answers.
 *
 * @param status of HTTP
 * @param word the status of the event, or why there is none
 * @param inboxId what the event is known by, for an event that is on disk
 * @param error what is wrong, the rule, the remedy; without any secret
 * @param again when to come back; zero where that would change nothing
 */
record Answer(
    int status, String word, @Nullable String inboxId, @Nullable String error, Duration again) {
  private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(5);

  private Answer(int status, String word, @Nullable String inboxId, @Nullable String error) {
    this(status, word, inboxId, error, Duration.ZERO);
  }

  /** What is on disk, or was before. */
  static Answer recorded(EventName event, Receipt receipt) {
    String id = event.wireName() + "/" + receipt.eid();
    return switch (receipt.outcome()) {
      case QUEUED, HANDED -> new Answer(200, "queued", id, null);
      case DUPLICATE -> new Answer(200, "duplicate", id, null);
      case SET_ASIDE -> new Answer(200, "set_aside", id, null);
      case CONFLICT ->
          new Answer(
              409,
              "conflict",
              id,
              "This eid is known with another amount or user: the first stays, and the bot's"
                  + " operator sees both. Send each payment with a transaction id of its own");
      case TOO_MANY -> throw new IllegalStateException("a conversion binds no uid: " + id);
    };
  }

  /** An update that is on disk, or was before. */
  static Answer taken() {
    return new Answer(200, "taken", null, null);
  }

  /** The outbox works: what comes is taken. */
  static Answer ready() {
    return new Answer(200, "ready", null, null);
  }

  /** An event of a partner that the operator wants nothing of. */
  static Answer ignored() {
    return new Answer(200, "ignored", null, null);
  }

  static Answer refused(int status, String word, String error, Duration again) {
    return new Answer(status, word, null, BotLogging.masked(error), again);
  }

  /** Nothing was recorded, and that is not the caller's fault. */
  static Answer unavailable() {
    return new Answer(
        503,
        "unavailable",
        null,
        "It could not be recorded. Send it again, unchanged",
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
