package io.botfunnel.starter.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds bots in the settings that are the same bot at Telegram. */
final class SameToken {
  private SameToken() {}

  /** Returns a fault for each bot that repeats an earlier one. */
  static Stream<String> faults(Settings first, List<Settings> others) {
    Map<String, String> keys = new HashMap<>();
    return Stream.concat(Stream.of(first), others.stream())
        .filter(bot -> !bot.telegram().botToken().isEmpty())
        .flatMap(bot -> Stream.ofNullable(fault(bot, keys)));
  }

  /** Compares the digits before the colon: they identify the bot, even if its token changes. */
  private static @Nullable String fault(Settings bot, Map<String, String> keys) {
    String key = BotSections.of(bot.botName()) + SettingKeys.BOT_TOKEN.name();
    String known = keys.putIfAbsent(bot.telegram().botToken().split(":", 2)[0], key);
    return known == null
        ? null
        : "%s and %s are of one bot: Telegram gives an update to one program alone. Give each a token of its own, or remove one."
            .formatted(known, key);
  }
}
