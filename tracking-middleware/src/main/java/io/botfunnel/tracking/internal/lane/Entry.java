package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.outbox.Topic;

/**
 * A claimed entry: it belongs to the claimer until it is settled. Immutable.
 *
 * @param id increases in the order of appending
 * @param topic the queue
 * @param lane the lane whose order it keeps
 * @param kind what it is, such as {@code deposit} or {@code update}
 * @param key unique within the topic
 * @param body unchanged at every attempt
 * @param attempts how many attempts have counted against it
 * @param appendedAtMs when it was appended, epoch milliseconds
 */
public record Entry(
    long id,
    Topic topic,
    String lane,
    String kind,
    String key,
    String body,
    int attempts,
    long appendedAtMs) {

  /** Topic and key without the body, which may be personal data. */
  @Override
  public String toString() {
    return topic + " " + key;
  }
}
