package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.outbox.Topic;

/**
 * An entry to append. Immutable.
 *
 * @param topic the queue
 * @param lane the lane whose order it keeps, 1 to 100 characters
 * @param kind what it is, such as {@code deposit} or {@code update}, 1 to 24 characters
 * @param key unique within the topic, 1 to 160 characters
 * @param fingerprint must be equal if the key is appended again, at most 60 characters
 * @param body what the worker gets, unchanged at every attempt
 */
public record NewEntry(
    Topic topic, String lane, String kind, String key, String fingerprint, String body) {

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if a part is longer than its column; names the part and the
   *     rule
   */
  public NewEntry {
    requireLength("lane", lane, 1, 100);
    requireLength("kind", kind, 1, 24);
    requireLength("key", key, 1, 160);
    requireLength("fingerprint", fingerprint, 0, 60);
  }

  /** Returns this entry in the queue of a bot. */
  public NewEntry of(BotName bot) {
    return new NewEntry(topic.of(bot), lane, kind, key, fingerprint, body);
  }

  private static void requireLength(String what, String value, int least, int most) {
    if (value.length() < least || value.length() > most) {
      throw new IllegalArgumentException(
          "the %s of an entry has %d to %d characters, not %d"
              .formatted(what, least, most, value.length()));
    }
  }
}
