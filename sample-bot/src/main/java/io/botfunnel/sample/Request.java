package io.botfunnel.sample;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as a user writes it: {@code /deposit@FunnelBot 25 USD tx-1}.
 *
 * @param command the command without the slash, in lower case
 * @param addressee the bot that it names, without {@code @}; required in groups with several bots
 * @param arguments the words after the command, split at white space
 */
record Request(String command, Optional<String> addressee, List<String> arguments) {
  private static final Pattern SHAPE =
      Pattern.compile("/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?:\\s+(.*))?", Pattern.DOTALL);
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** Returns the command in a text, or empty. */
  static Optional<Request> in(String text) {
    return Optional.of(SHAPE.matcher(text.strip())).filter(Matcher::matches).map(Request::of);
  }

  private static Request of(Matcher parts) {
    return new Request(
        parts.group(1).toLowerCase(Locale.ROOT),
        Optional.ofNullable(parts.group(2)),
        words(Optional.ofNullable(parts.group(3)).orElse("")));
  }

  private static List<String> words(String text) {
    return WHITE_SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }
}
