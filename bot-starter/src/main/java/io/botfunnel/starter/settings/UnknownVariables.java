package io.botfunnel.starter.settings;

import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.tracking.event.BotName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment variables that begin with one of our sections but are not settings. A variable
 * that is nearly a setting counts as misspelled; the rest may belong to other programs.
 */
final class UnknownVariables {
  private static final Pattern OURS =
      Pattern.compile("(TELEGRAM|XTRACKER|TRACKING|GATEWAY|CONSOLE|BOT|BOTS|LOGGING|OUTBOUND)_.+");

  /** MicroProfile's spelling of a list index, {@code [0]}. */
  private static final Pattern INDEX = Pattern.compile("_[0-9]+_$");

  /** The possible ends of a named bot's section. */
  private static final Pattern OF_A_BOT =
      Pattern.compile("(?=_(?:TELEGRAM|XTRACKER|TRACKING|GATEWAY|BOT)_)");

  private static final int MOST_LETTERS = 2;

  private final Set<String> variables;
  private final Set<String> known;

  private UnknownVariables(Set<String> variables, Set<String> known) {
    this.variables = variables;
    this.known = known;
  }

  /**
   * @param bots the named bots
   */
  static UnknownVariables of(SettingsSources sources, List<BotName> bots) {
    Set<String> known =
        Stream.concat(Stream.of(BotName.UNNAMED), bots.stream())
            .flatMap(bot -> namesOf(sources.of(bot)))
            .collect(Collectors.toUnmodifiableSet());
    Set<String> variables =
        sources.environment().stream()
            .filter(OURS.asMatchPredicate())
            .filter(name -> !sources.plain(name).isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new UnknownVariables(variables, known);
  }

  /** Returns the environment names of a bot's settings. */
  private static Stream<String> namesOf(SettingsSources sources) {
    String section = BotSections.of(sources.bot());
    return Stream.of(
            SettingKeys.NAMES.stream().filter(mayBe(sources.bot())),
            sources.own().stream(),
            partners(sources))
        .flatMap(names -> names)
        .map(name -> SettingKey.environment(section + name.replace("\"", "")));
  }

  private static Predicate<String> mayBe(BotName bot) {
    return name -> bot.isUnnamed() || BotSections.mayHold(name);
  }

  /**
   * Returns the keys of partners that the file names; the environment may set any of their keys.
   */
  private static Stream<String> partners(SettingsSources sources) {
    return sources.own().stream()
        .filter(name -> name.startsWith(GatewayKeys.PARTNERS))
        .map(name -> name.substring(GatewayKeys.PARTNERS.length()).split("\\.", 2)[0])
        .distinct()
        .map(GatewayKeys.PARTNERS::concat)
        .flatMap(
            partner ->
                Stream.of(
                        Stream.of(".token", ".allow", ".ids"),
                        Partner.NAMED.stream().map(".parameters."::concat),
                        Partner.FIXED.stream().map(".fixed."::concat))
                    .flatMap(rest -> rest)
                    .map(partner::concat));
  }

  /** Returns a fault for each misspelled variable, in alphabetical order. */
  Stream<String> faults() {
    return unknown()
        .flatMap(
            variable ->
                meant(variable)
                    .map(
                        name ->
                            "%s, a variable of the environment, is not a setting: did you mean %s? Correct its name, or unset it."
                                .formatted(variable, name))
                    .stream());
  }

  /** Returns the other unknown variables, in alphabetical order. */
  List<String> foreign() {
    return unknown().filter(variable -> meant(variable).isEmpty()).toList();
  }

  private Stream<String> unknown() {
    return variables.stream()
        .filter(variable -> !known.contains(INDEX.matcher(variable).replaceFirst("")))
        .sorted();
  }

  /** Returns the setting that the variable probably means. */
  private Optional<String> meant(String variable) {
    return Stream.concat(known.stream(), ofABot(variable))
        .filter(name -> !name.equals(variable))
        .filter(name -> Distance.between(name, variable) <= tolerated(name))
        .min(Comparator.comparingInt(name -> Distance.between(name, variable)));
  }

  /**
   * Returns the settings of a bot whose own token variable may be misspelled, so that the bot is
   * not known.
   */
  private static Stream<String> ofABot(String variable) {
    return variable.startsWith("BOTS_")
        ? ends(variable).flatMap(UnknownVariables::namesIn)
        : Stream.of();
  }

  private static Stream<String> ends(String variable) {
    Matcher end = OF_A_BOT.matcher(variable);
    return end.results().map(MatchResult::start).map(at -> variable.substring(0, at + 1));
  }

  private static Stream<String> namesIn(String section) {
    return SettingKeys.NAMES.stream()
        .filter(BotSections::mayHold)
        .map(SettingKey::environment)
        .map(section::concat);
  }

  /**
   * Returns how many letters of a name may differ: HOST with two letters replaced is PORT, another
   * word.
   */
  private static int tolerated(String name) {
    String bare = name.replaceFirst("^BOTS_.*?(?=(?:TELEGRAM|XTRACKER|TRACKING|GATEWAY|BOT)_)", "");
    int letters = bare.length() - bare.indexOf('_') - 1;
    return Math.min(MOST_LETTERS, (letters - 1) / 2);
  }
}
