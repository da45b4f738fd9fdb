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
import java.util.stream.Stream;

/**
 * The sections of named bots, {@code bots.<name>.}: which settings a section may hold, and which
 * settings a bot inherits from outside its section. Thread-safe.
 */
public final class BotSections {
  public static final String ALL = "bots.";

  private static final Pattern KEY = Pattern.compile("bots\\.(\"[^\"]*\"|[^.\"]*)(?:\\.(.+))?");

  /** Finds bots by their token, which every bot must have of its own. */
  private static final Pattern TOKEN_VARIABLE =
      Pattern.compile("BOTS_([A-Z0-9_]+)_TELEGRAM_BOT_TOKEN");

  /** Settings of the whole process: it has one outbox, one page, one gateway, one log. */
  private static final List<String> OF_THE_PROCESS =
      List.of(
          "tracking.outbox.", "tracking.dry-run", "console.", "gateway.", "logging.", "outbound.");

  private static final Set<String> OF_THE_GATEWAY =
      Set.of(GatewayKeys.ENABLED.name(), GatewayKeys.WEBHOOK_SECRET.name());

  /** Settings of a single bot at Telegram or of a single space at the tracker. */
  private static final Set<String> NEVER_SHARED =
      Set.of(
          SettingKeys.BOT_TOKEN.name(),
          SettingKeys.TELEGRAM_WEBHOOK_URL.name(),
          SettingKeys.TELEGRAM_WEBHOOK_SECRET.name(),
          SettingKeys.BEARER.name(),
          SettingKeys.BEARER_FILE.name(),
          SettingKeys.INGEST_TOKEN.name(),
          GatewayKeys.WEBHOOK_SECRET.name());

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
      return SettingKey.environment(of(bot)) + name;
    }
    return SettingKeys.NAMES.contains(name) ? of(bot) + name : name;
  }

  static String of(BotName bot) {
    return bot.isUnnamed() ? "" : ALL + bot + ".";
  }

  /** Returns whether a bot's section may hold this setting. */
  static boolean mayHold(String name) {
    return OF_THE_GATEWAY.contains(name)
        || name.startsWith(GatewayKeys.PARTNERS)
        || OF_THE_PROCESS.stream().noneMatch(name::startsWith);
  }

  /**
   * Returns whether a bot never inherits this setting, because another bot's value is not meant for
   * it.
   */
  static boolean isNeverShared(String name) {
    return NEVER_SHARED.contains(name) || name.startsWith(GatewayKeys.PARTNERS);
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
   * @param fault receives a message for each invalid name
   */
  static List<BotName> names(Set<String> written, Set<String> environment, Consumer<String> fault) {
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

  private static Optional<BotName> named(String where, String name, Consumer<String> fault) {
    try {
      BotName bot = new BotName(name);
      return bot.isUnnamed() ? Optional.empty() : Optional.of(bot);
    } catch (IllegalArgumentException e) {
      fault.accept(
          "%s names a bot \"%s\", but a name has 1 to 16 characters of a-z 0-9 - and begins with a letter or a digit. Rename it."
              .formatted(where, name));
      return Optional.empty();
    }
  }

  /** Returns a fault for each key in a section that a bot cannot have. */
  static Stream<String> faults(Set<String> written) {
    return written.stream()
        .filter(name -> name.startsWith(ALL) || name.equals("bots"))
        .map(name -> name.replaceAll("\\[[0-9]+]", ""))
        .distinct()
        .filter(BotSections::isUnknown)
        .sorted()
        .map(BotSections::fault);
  }

  private static boolean isUnknown(String name) {
    String bare = bare(name);
    boolean known = SettingKeys.NAMES.contains(bare) || bare.startsWith(GatewayKeys.PARTNERS);
    return bare.equals(name) || !known || !mayHold(bare);
  }

  private static String fault(String name) {
    String bare = bare(name);
    if (SettingKeys.NAMES.contains(bare)) {
      return name
          + " cannot be a bot's own: it is one for the whole process. Write it as "
          + bare
          + ".";
    }
    return name
        + " is not a setting of a bot: a section bots.<name> holds telegram, xtracker, tracking and bot"
        + " as they are outside of it. Correct it as config/bot.yaml shows.";
  }
}
