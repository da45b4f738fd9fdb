package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.starter.settings.Setting.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names that look like settings and are none. In the file, each name in one of our sections has to
 * be a setting. Of the environment's variables, one that is nearly a setting counts as misspelled;
 * the rest may belong to other programs. Immutable.
 */
final class UnknownNames {
  private static final Set<String> SECTIONS = sections(row -> true);

  /** The possible ends of a named bot's section. */
  private static final Pattern IN_A_BOT =
      Pattern.compile(
          sections(row -> row.scope() != Scope.PROCESS).stream()
              .map(section -> Setting.environment(section))
              .collect(joining("|", "(?=_(?:", ")_)")));

  /** MicroProfile's spelling of a list index, {@code [0]}. */
  private static final Pattern INDEX = Pattern.compile("_[0-9]+_$");

  private static final int MOST_LETTERS = 2;
  private static final String CORRECT = "Correct it as config/bot.yaml shows";

  private final SettingsSources sources;

  /** The environment names of all settings. */
  private final Set<String> known;

  UnknownNames(SettingsSources sources) {
    this.sources = sources;
    this.known =
        sources
            .names()
            .map(name -> Setting.environment(name.replace("\"", "")))
            .collect(toUnmodifiableSet());
  }

  private static Set<String> sections(Predicate<Setting<?>> rows) {
    return KEYS.rows().filter(rows).map(row -> first(row.name())).collect(toUnmodifiableSet());
  }

  /** Returns the first part of a key. */
  private static String first(String name) {
    return name.split("\\.", 2)[0];
  }

  /** Returns the variables that are no settings and not nearly one, in alphabetical order. */
  List<String> foreign() {
    return unknownVariables().filter(variable -> meant(variable).isEmpty()).toList();
  }

  /** Returns a fault for each wrong key in the file and each misspelled variable. */
  Stream<SettingFault> faults() {
    Stream<SettingFault> keys =
        sources.written().stream()
            .map(name -> name.replaceAll("\\[[0-9]+]", ""))
            .distinct()
            .sorted()
            .flatMap(name -> faultOf(name, BotSections.bare(name)));
    return Stream.concat(keys, unknownVariables().flatMap(this::misspelled));
  }

  private static Stream<SettingFault> faultOf(String name, String bare) {
    boolean ofABot = first(name).equals("bots");
    Optional<Setting<?>> row = KEYS.find(bare);
    if (row.isPresent()) {
      return row.stream()
          .filter(key -> ofABot && key.scope() == Scope.PROCESS)
          .map(key -> noBotsOwn(name, bare));
    }
    if (bare.startsWith(SettingsTable.PARTNERS)) {
      return Stream.of(noneOfAPartner(name));
    }
    return ofABot ? Stream.of(noneOfABot(name)) : unknown(name);
  }

  private static SettingFault noBotsOwn(String name, String bare) {
    return new SettingFault(
        name + " cannot be a bot's own: it is one for the whole process", "Write it as " + bare);
  }

  private static SettingFault noneOfAPartner(String name) {
    return new SettingFault(
        "%s is not a setting of a partner: it has token, allow, ids, parameters.<one of %s>, events.<its event> and fixed.<one of %s>"
            .formatted(name, String.join(", ", Partner.NAMED), String.join(", ", Partner.FIXED)),
        CORRECT);
  }

  private static SettingFault noneOfABot(String name) {
    return new SettingFault(
        name
            + " is not a setting of a bot: a section bots.<name> holds telegram, xtracker, tracking"
            + " and bot as they are outside of it",
        CORRECT);
  }

  private static Stream<SettingFault> unknown(String name) {
    String unquoted = name.replace("\"", "");
    if (!SECTIONS.contains(first(unquoted))) {
      return Stream.of(); // a section of the bot's author
    }
    return Stream.of(
        KEYS.find(unquoted).isPresent()
            ? new SettingFault(
                unquoted + " is written with dots: each part of a key is a section of its own",
                "Indent it below its section, as config/bot.yaml shows")
            : new SettingFault(
                name + " is not a setting: did you mean " + nearest(unquoted, KEYS.names()) + "?",
                "Correct its name, or remove it"));
  }

  private Stream<SettingFault> misspelled(String variable) {
    return meant(variable).stream()
        .map(
            name ->
                new SettingFault(
                    "%s, a variable of the environment, is not a setting: did you mean %s?"
                        .formatted(variable, name),
                    "Correct its name, or unset it"));
  }

  private Stream<String> unknownVariables() {
    return sources.environment().stream()
        .filter(UnknownNames::isOurs)
        .filter(name -> !sources.plain(name).isEmpty())
        .filter(name -> !known.contains(INDEX.matcher(name).replaceFirst("")))
        .sorted();
  }

  private static boolean isOurs(String variable) {
    return Stream.concat(Stream.of("bots"), SECTIONS.stream())
        .map(section -> Setting.environment(section) + "_")
        .anyMatch(start -> variable.startsWith(start) && !variable.equals(start));
  }

  /** Returns the setting that the variable probably means. */
  private Optional<String> meant(String variable) {
    List<String> near =
        Stream.concat(known.stream(), ofABot(variable))
            .filter(name -> !name.equals(variable))
            .filter(name -> EditDistance.between(name, variable) <= tolerated(name))
            .toList();
    return near.isEmpty() ? Optional.empty() : Optional.of(nearest(variable, near.stream()));
  }

  /**
   * Returns the settings of a bot whose own token variable may be misspelled, so that the bot is
   * not known.
   */
  private static Stream<String> ofABot(String variable) {
    return variable.startsWith("BOTS_")
        ? IN_A_BOT
            .matcher(variable)
            .results()
            .map(MatchResult::start)
            .map(at -> variable.substring(0, at + 1))
            .flatMap(UnknownNames::namesIn)
        : Stream.of();
  }

  private static Stream<String> namesIn(String section) {
    return KEYS.rows()
        .filter(row -> row.scope() != Scope.PROCESS && !row.hasChoice())
        .map(row -> section + row.environment());
  }

  /**
   * Returns how many letters of a name may differ: HOST with two letters replaced is PORT, another
   * word.
   */
  private static int tolerated(String name) {
    String bare = name.replaceFirst("^BOTS_.*?" + IN_A_BOT + "_", "");
    int letters = bare.length() - bare.indexOf('_') - 1;
    return Math.min(MOST_LETTERS, (letters - 1) / 2);
  }

  private static String nearest(String name, Stream<String> names) {
    return names
        .min(Comparator.comparingInt(known -> EditDistance.between(known, name)))
        .orElseThrow();
  }
}
