package io.botfunnel.tracking.event;

import java.util.regex.Pattern;

/**
 * The name of one of several bots that share an outbox; empty for the unnamed bot. Immutable.
 *
 * @param value 1 to 16 characters of {@code a-z 0-9 -}, the first a letter or a digit; empty for
 *     the unnamed bot
 */
public record BotName(String value) implements Comparable<BotName> {
  private static final Pattern SHAPE = Pattern.compile("([a-z0-9][a-z0-9-]{0,15})?");

  /** The unnamed bot, the only one of an outbox that is not shared. */
  public static final BotName UNNAMED = new BotName("");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the value is neither empty nor 1 to 16 characters of {@code
   *     a-z 0-9 -}, the first a letter or a digit
   */
  public BotName {
    if (!SHAPE.matcher(value).matches()) {
      throw InvalidValueException.of(
          "bot",
          value,
          "a bot's name has 1 to 16 characters of a-z 0-9 - and begins with none of the last",
          "Rename it, for example to shop-2");
    }
  }

  /** Whether this is the unnamed bot. */
  public boolean isUnnamed() {
    return value.isEmpty();
  }

  /** Returns the beginning of log lines about this bot; empty for the unnamed bot. */
  public String logPrefix() {
    return isUnnamed() ? "" : "bot " + value + ": ";
  }

  @Override
  public int compareTo(BotName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
