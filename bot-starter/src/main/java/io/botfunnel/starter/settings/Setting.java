package io.botfunnel.starter.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;

/**
 * A setting, as a row of {@link SettingsTable} declares it. Immutable.
 *
 * @param name as in the file, with dots; a {@code *} stands for a name that the operator chooses
 * @param scope which bots have a value of their own
 * @param secrecy what of the value may be shown
 * @param parser throws IllegalArgumentException if a text breaks the rule; its message is not
 *     shown, because it may quote a secret
 * @param standard the default; empty for a setting that is required or optional
 * @param rule completes the sentence "it has to be …"
 * @param remedy a sentence for the operator, without its full stop
 */
public record Setting<T>(
    String name,
    Scope scope,
    Secrecy secrecy,
    Function<String, T> parser,
    Optional<T> standard,
    String rule,
    String remedy) {
  private static final String CHOSEN = "(?:\"[^\"]*\"|[^.\"]*)";

  /** Which bots have a value of their own. */
  enum Scope {
    /** A bot's section may hold it; a bot without one of its own has the value outside. */
    SHARED,
    /** A bot's section may hold it; no bot has another's: the value belongs to one bot or space. */
    OWN,
    /** The process has one value for all bots. */
    PROCESS
  }

  /** Returns this setting of a named bot; of the unnamed bot if the name is empty. */
  public Setting<T> of(String bot) {
    return bot.isEmpty() ? this : named(BotSections.ALL + bot + "." + name);
  }

  /** Returns this setting with the first {@code *} of its name replaced. */
  Setting<T> with(String chosen) {
    return named(name.replaceFirst("\\*", Matcher.quoteReplacement(chosen)));
  }

  /** Returns this setting by another name. */
  Setting<T> named(String other) {
    String said = remedy.replace(environment(), environment(other));
    return new Setting<>(other, scope, secrecy, parser, standard, rule, said);
  }

  /** Returns whether the name is this setting's, with a name of the operator's for each star. */
  boolean isCalled(String other) {
    String shape = name.replace(".", "\\.").replaceFirst("\\*$", ".+").replace("*", CHOSEN);
    return hasChoice() ? other.matches(shape) : name.equals(other);
  }

  /** Returns whether a part of the name is for the operator to choose. */
  boolean hasChoice() {
    return name.contains("*");
  }

  /**
   * Returns the name of the environment variable. As in MicroProfile, every character except
   * letters and digits becomes an underscore.
   */
  String environment() {
    return environment(name);
  }

  static String environment(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name + " (" + environment() + ")";
  }
}
