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
 * The sections of named bots, {@code bots.<name>.}: what may stand in one, and what a bot takes
 * from outside of its section where it does not.
 */
public final class BotSections {
  public static final String ALL = "bots.";

  private static final Pattern KEY = Pattern.compile("bots\\.(\"[^\"]*\"|[^.\"]*)(?:\\.(.+))?");

  /** The token is what every bot has of its own. */
  private static final Pattern TOKEN_VARIABLE =
      Pattern.compile("BOTS_([A-Z0-9_]+)_TELEGRAM_BOT_TOKEN");

  /** Of the process: one outbox, one page, one gateway, one log. */
  private static final List<String> OF_THE_PROCESS =
      List.of(
          "tracking.outbox.", "tracking.dry-run", "console.", "gateway.", "logging.", "outbound.");

  private static final Set<String> OF_THE_GATEWAY =
      Set.of(GatewayKeys.ENABLED.name(), GatewayKeys.WEBHOOK_SECRET.name());

  /** Of one bot at Telegram, or of one space at the tracker. */
  private static final Set<String> NEVER_SHARED =
      Set.of(
          SettingKeys.BOT_TOKEN.name(),
          SettingKeys.TELEGRAM_WEBHOOK_URL.name(),
          SettingKeys.TELEGRAM_WEBHOOK_SECRET.name(),
          SettingKeys.BEARER.name(),
          SettingKeys.BEARER_FILE.name(),
          SettingKeys.INGEST_TOKEN.name(),
          GatewayKeys.WEBHOOK_SECRET.name());

  /** As texts name settings that each bot has of its own. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?<![\\w.-])(?:(?:telegram|xtracker)\\.[a-z-]+|(?:TELEGRAM|XTRACKER)_[A-Z_]+)");

  private BotSections() {}

  /** What a log line about a named bot begins with; empty for the unnamed one. */
  public static String whose(BotName bot) {
    return bot.isUnnamed() ? "" : "bot " + bot + ": ";
  }

  /** A text with the names of settings as they are for a bot. */
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

  /** Whether a bot may have a setting of its own. */
  static boolean mayHold(String name) {
    return OF_THE_GATEWAY.contains(name)
        || name.startsWith(GatewayKeys.PARTNERS)
        || OF_THE_PROCESS.stream().noneMatch(name::startsWith);
  }

  /** Whether a bot that does not have it has none: another bot's is not meant for it. */
  static boolean isNeverShared(String name) {
    return NEVER_SHARED.contains(name) || name.startsWith(GatewayKeys.PARTNERS);
  }

  /** A name as it is outside of a section. */
  static String bare(String name) {
    Matcher key = KEY.matcher(name);
    return key.matches() && key.group(2) != null ? key.group(2) : name;
  }

  /**
   * The named bots, in the order of the alphabet.
   *
   * @param written the names of the file
   * @param environment the names of the variables
   * @param fault is told what is wrong with one
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

  /** A name has no underscore: the one of a variable is its dash. */
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

  /** A fault for each key that stands in a section and is none of a bot. */
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
