package io.botfunnel.starter.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds bots of the settings that are one bot at Telegram. */
final class SameToken {
  private SameToken() {}

  /** A fault for each that is another one again. */
  static Stream<String> faults(Settings first, List<Settings> others) {
    Map<String, String> keys = new HashMap<>();
    return Stream.concat(Stream.of(first), others.stream())
        .filter(bot -> !bot.telegram().botToken().isEmpty())
        .flatMap(bot -> Stream.ofNullable(fault(bot, keys)));
  }

  /** The digits before the colon are the bot, whatever its token is now. */
  private static @Nullable String fault(Settings bot, Map<String, String> keys) {
    String key = BotSections.of(bot.botName()) + SettingKeys.BOT_TOKEN.name();
    String known = keys.putIfAbsent(bot.telegram().botToken().split(":", 2)[0], key);
    return known == null
        ? null
        : "%s and %s are of one bot: Telegram gives an update to one program alone. Give each a token of its own, or remove one."
            .formatted(known, key);
  }
}
