package io.botfunnel.starter;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;

import io.botfunnel.bot.Bot;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.starter.settings.Setting;
import io.botfunnel.starter.settings.SettingFault;
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
final class BotDefinitions {
  private final Map<String, Bot> byName;

  private BotDefinitions(Map<String, Bot> byName) {
    this.byName = byName;
  }

  /** Uses one bot for every bot in the settings. */
  static BotDefinitions alike(Settings settings, Bot bot) {
    return new BotDefinitions(
        settings.bots().stream().collect(Collectors.toMap(Settings::name, each -> bot)));
  }

  /**
   * Uses one bot per name.
   *
   * @throws InvalidSettingsException if the names differ from those in the settings
   */
  static BotDefinitions named(Settings settings, Map<String, Bot> byName) {
    List<SettingFault> faults = new ArrayList<>();
    List<String> set = settings.bots().stream().map(Settings::name).toList();
    set.stream()
        .filter(name -> !byName.containsKey(name))
        .forEach(name -> faults.add(notInProgram(name)));
    new TreeMap<>(byName)
        .keySet().stream()
            .filter(name -> !set.contains(name))
            .forEach(name -> faults.add(notInSettings(name)));
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(faults);
    }
    return new BotDefinitions(Map.copyOf(byName));
  }

  private static SettingFault notInProgram(String name) {
    return name.isEmpty()
        ? new SettingFault(
            KEYS.botToken + " is set, but the program has no unnamed bot",
            "Remove the setting, or add the bot to the program")
        : new SettingFault(
            "bots.%s is set, but the program has no bot of that name".formatted(name),
            "Remove the section, or add the bot to the program");
  }

  private static SettingFault notInSettings(String name) {
    Setting<String> token = KEYS.botToken.of(name);
    return new SettingFault(
        "%s is missing: the program's bot %s needs it"
            .formatted(token, name.isEmpty() ? "without a name" : name),
        token.remedy());
  }

  Bot of(Settings settings) {
    return Objects.requireNonNull(byName.get(settings.name()));
  }
}
