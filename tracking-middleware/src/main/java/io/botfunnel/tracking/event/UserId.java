package io.botfunnel.tracking.event;

/**
 * A Telegram user id. Immutable.
 *
 * @param value 1 to 2^52: Telegram promises at most 52 significant bits
 */
public record UserId(long value) implements Subject {
  private static final long LARGEST = 1L << 52;

  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if the value is not 1 to 2^52
   */
  public UserId {
    if (value < 1 || value > LARGEST) {
      throw InvalidValueException.of(
          "Telegram user id",
          Long.toString(value),
          "a user id is positive and has at most 52 bits",
          "Pass from.id of the update; a chat id of a group or channel is not a user");
    }
  }

  @Override
  public String identity() {
    return Long.toString(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
