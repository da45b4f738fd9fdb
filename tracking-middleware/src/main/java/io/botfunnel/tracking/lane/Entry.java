package io.botfunnel.tracking.lane;

/**
 * A claimed entry: it belongs to the claimer until it is settled.
 *
 * @param id order of appending
 * @param topic the queue
 * @param lane whose order it keeps
 * @param kind what it is
 * @param key unique within the topic
 * @param body the same at every attempt
 * @param attempts how many attempts have counted against it
 * @param appendedAtMs epoch milliseconds
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

  /** Names the entry without its body, which may be personal. */
  @Override
  public String toString() {
    return topic + " " + key;
  }
}
