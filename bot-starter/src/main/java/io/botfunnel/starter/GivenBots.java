package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.starter.settings.BotSections;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.starter.settings.SettingKey;
import io.botfunnel.starter.settings.SettingKeys;
import io.botfunnel.starter.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The author's bots for the bots in the settings: one for all of them, or one per name. Immutable.
 */
final class GivenBots {
  private final Map<String, Bot> byName;

  private GivenBots(Map<String, Bot> byName) {
    this.byName = byName;
  }

  /** Uses one bot for every bot in the settings. */
  static GivenBots alike(Settings settings, Bot bot) {
    return new GivenBots(
        settings.bots().stream().collect(Collectors.toMap(Settings::name, each -> bot)));
  }

  /**
   * Uses one bot per name.
   *
   * @throws InvalidSettingsException if the names differ from those in the settings
   */
  static GivenBots named(Settings settings, Map<String, Bot> byName) {
    List<String> faults = new ArrayList<>();
    List<String> set = settings.bots().stream().map(Settings::name).toList();
    set.stream()
        .filter(name -> !byName.containsKey(name))
        .forEach(name -> faults.add(notGiven(name)));
    new TreeMap<>(byName)
        .keySet().stream()
            .filter(name -> !set.contains(name))
            .forEach(name -> faults.add(notSet(name)));
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(faults);
    }
    return new GivenBots(Map.copyOf(byName));
  }

  private static String notGiven(String name) {
    return name.isEmpty()
        ? "%s is set, and the program has no bot without a name. Remove it, or have the program give one."
            .formatted(SettingKeys.BOT_TOKEN)
        : "bots.%s is set, and the program has no bot of that name. Remove the section, or have the program give one."
            .formatted(name);
  }

  private static String notSet(String name) {
    SettingKey<String> token =
        name.isEmpty()
            ? SettingKeys.BOT_TOKEN
            : SettingKeys.BOT_TOKEN.called(
                BotSections.ALL + name + "." + SettingKeys.BOT_TOKEN.name());
    return "%s is missing: the program has a bot %s, which needs it. %s."
        .formatted(token, name.isEmpty() ? "without a name" : name, token.remedy());
  }

  Bot of(Settings settings) {
    return Objects.requireNonNull(byName.get(settings.name()));
  }
}
