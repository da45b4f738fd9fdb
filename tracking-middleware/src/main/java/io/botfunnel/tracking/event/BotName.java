package io.botfunnel.tracking.event;

import java.util.regex.Pattern;

/**
 * Which bot is meant, of several that share an outbox: one by its name, or the unnamed one.
 *
 * @param value 1 to 16 characters of {@code a-z 0-9 -}, the first a letter or a digit; empty for
 *     the unnamed one
 */
public record BotName(String value) implements Comparable<BotName> {
  private static final Pattern SHAPE = Pattern.compile("([a-z0-9][a-z0-9-]{0,15})?");

  /** The bot of an outbox that has one. */
  public static final BotName UNNAMED = new BotName("");

  /**
   * @throws IllegalArgumentException if the value breaks the rule above
   */
  public BotName {
    if (!SHAPE.matcher(value).matches()) {
      throw Rule.broken(
          "bot",
          value,
          "a bot's name has 1 to 16 characters of a-z 0-9 - and begins with none of the last",
          "Rename it, for example to shop-2");
    }
  }

  /** Whether it is the one without a name. */
  public boolean isUnnamed() {
    return value.isEmpty();
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
