package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.testkit.Violation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of getUpdates.
 *
 * @param offset positive confirms all updates below it, negative keeps the last n, 0 confirms
 *     nothing
 * @param limit 1 to 100
 * @param timeout the length of the long poll, at most 50 s
 * @param allowed the requested kinds; null keeps those of the last request
 */
record PollRequest(long offset, int limit, Duration timeout, @Nullable AllowedUpdates allowed) {
  private static final int MOST_UPDATES = 100;
  private static final int MOST_SECONDS = 50;

  static PollRequest of(Parameters parameters) throws Violation {
    JsonNode allowed = parameters.json("allowed_updates");
    return new PollRequest(
        parameters.number("offset", 0),
        (int) within(1, MOST_UPDATES, parameters.number("limit", MOST_UPDATES)),
        Duration.ofSeconds(within(0, MOST_SECONDS, parameters.number("timeout", 0))),
        allowed == null ? null : AllowedUpdates.of(allowed));
  }

  private static long within(long least, long most, long value) {
    return Math.min(most, Math.max(least, value));
  }
}
