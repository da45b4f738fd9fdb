package io.botfunnel.tracking.internal.telegram.capture;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code /start} with a payload, as Telegram writes it when a deep link is opened: {@code /start
 * PAYLOAD} in a private chat, {@code /start@BotName PAYLOAD} in a group.
 *
 * <p>Telegram puts exactly one space between command and payload. More spaces, or another kind of
 * space, were typed by hand and do not match. White space at the end is tolerated.
 *
 * @param addressee the bot that the command names, without {@code @}
 * @param payload 1 to 64 characters of {@code A-Z a-z 0-9 _ -} (Telegram's rule for deep links)
 */
record StartCommand(Optional<String> addressee, String payload) {
  private static final Pattern SHAPE =
      Pattern.compile("/start(?:@([A-Za-z0-9_]{1,64}))? ([A-Za-z0-9_-]{1,64})\\s*");

  /**
   * Parses a text, since the library's own command parsing is broken; empty if it is no such
   * command.
   */
  static Optional<StartCommand> in(String text) {
    // Message.isCommand() of 10.2.0 returns false for a fresh message, so the text decides.
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(new StartCommand(Optional.ofNullable(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }
}
