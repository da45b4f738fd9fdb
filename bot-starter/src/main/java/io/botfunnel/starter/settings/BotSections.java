package io.botfunnel.starter.settings;

import io.botfunnel.tracking.event.BotName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of named bots, {@code bots.<name>.}: which bots the settings name, and how a bot's
 * settings are called. Thread-safe.
 */
public final class BotSections {
  static final String ALL = "bots.";

  private static final Pattern KEY = Pattern.compile("bots\\.(\"[^\"]*\"|[^.\"]*)(?:\\.(.+))?");

  /** Finds bots by their token, which every bot must have of its own. */
  private static final Pattern TOKEN_VARIABLE =
      Pattern.compile("BOTS_([A-Z0-9_]+)_TELEGRAM_BOT_TOKEN");

  /** Settings that each bot may have of its own, as texts name them. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?<![\\w.-])(?:(?:telegram|xtracker)\\.[a-z-]+|(?:TELEGRAM|XTRACKER)_[A-Z_]+)");

  private BotSections() {}

  /** Returns the text with the names of settings as they are for the given bot. */
  public static String inWordsOf(BotName bot, String text) {
    return SAID.matcher(text).replaceAll(said -> calledBy(bot, said.group()));
  }

  private static String calledBy(BotName bot, String name) {
    if (name.matches("[A-Z_]+")) {
      return Setting.environment(of(bot)) + name;
    }
    return SettingsTable.KEYS.find(name).isPresent() ? of(bot) + name : name;
  }

  static String of(BotName bot) {
    return bot.isUnnamed() ? "" : ALL + bot + ".";
  }

  /** Returns the name without its section. */
  static String bare(String name) {
    Matcher key = KEY.matcher(name);
    return key.matches() && key.group(2) != null ? key.group(2) : name;
  }

  /**
   * Returns the named bots in alphabetical order.
   *
   * @param written the names in the file
   * @param environment the names of the environment variables
   * @param fault receives a fault for each invalid name
   */
  static List<BotName> names(
      Set<String> written, Set<String> environment, Consumer<SettingFault> fault) {
    Set<BotName> names = new TreeSet<>();
    written.stream()
        .flatMap(key -> nameIn(key).stream())
        .distinct()
        .sorted()
        .forEach(name -> named(ALL + name, name, fault).ifPresent(names::add));
    environment.stream()
        .map(TOKEN_VARIABLE::matcher)
        .filter(Matcher::matches)
        .forEach(token -> named(token.group(), nameOf(token), fault).ifPresent(names::add));
    return List.copyOf(names);
  }

  private static Optional<String> nameIn(String key) {
    Matcher section = KEY.matcher(key);
    return section.matches() ? Optional.of(section.group(1).replace("\"", "")) : Optional.empty();
  }

  /** Names have no underscore, so an underscore in a variable stands for a dash. */
  private static String nameOf(Matcher variable) {
    return variable.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<BotName> named(String where, String name, Consumer<SettingFault> fault) {
    try {
      BotName bot = new BotName(name);
      return bot.isUnnamed() ? Optional.empty() : Optional.of(bot);
    } catch (IllegalArgumentException e) {
      fault.accept(
          new SettingFault(
              "%s names a bot \"%s\", but a name has 1 to 16 characters of a-z 0-9 - and begins with a letter or a digit"
                  .formatted(where, name),
              "Rename it"));
      return Optional.empty();
    }
  }
}
