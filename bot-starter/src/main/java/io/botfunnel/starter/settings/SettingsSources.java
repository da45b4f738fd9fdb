package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.botfunnel.tracking.event.BotName;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sources of the settings, as one bot sees them: the environment overrides the file, and the
 * bot's own section overrides the rest. Immutable.
 *
 * @param config the values by key, from either source
 * @param file how errors name the source that is not the environment
 * @param written the names in the file. All of them must be known, unlike those in the environment,
 *     which belong mostly to other programs
 * @param environment the names of the environment variables
 * @param places in words for the operator: the file, or that there is none and where it would be
 * @param bot the bot that sees the settings
 */
record SettingsSources(
    SmallRyeConfig config,
    String file,
    Set<String> written,
    Set<String> environment,
    String places,
    BotName bot) {
  static final String PATH = "BOTFUNNEL_CONFIG";

  private static final Path STANDARD = Path.of("config", "bot.yaml");

  /** Ordinal of the file, as in the MicroProfile specification. */
  private static final int FILE = 100;

  private static final int ENVIRONMENT = 300;

  private static final Pattern PARTNER = Pattern.compile("\"[^\"]*\"|[^.\"]+");

  /**
   * Reads the environment and the file.
   *
   * @param property the file's path; null to use the environment variable or the default path
   * @throws InvalidSettingsException if the file cannot be used
   */
  static SettingsSources of(Map<String, String> environment, @Nullable String property) {
    String named = property == null ? environment.getOrDefault(PATH, "") : property;
    return named.isBlank() ? standard(environment) : of(Path.of(named), environment);
  }

  /** Reads this process's environment and its file. */
  static SettingsSources ofThisProcess() {
    return of(System.getenv(), System.getProperty(PATH));
  }

  private static SettingsSources standard(Map<String, String> environment) {
    return Files.exists(STANDARD)
        ? of(STANDARD, environment)
        : of(Map.of(), "no file", environment, noFile());
  }

  private static String noFile() {
    return "the environment alone; there is no file %s, and %s names no other"
        .formatted(STANDARD.toAbsolutePath(), PATH);
  }

  private static SettingsSources of(Path file, Map<String, String> environment) {
    String places = file.toAbsolutePath() + " and the environment";
    return of(SettingsFile.read(file), file.toString(), environment, places);
  }

  /** Creates sources from a map that has keys and names of variables. */
  static SettingsSources of(Map<String, String> values) {
    Predicate<String> upper = name -> name.matches("[A-Z0-9_]+");
    String places = "the given values";
    return of(filtered(values, upper.negate()), places, filtered(values, upper), places);
  }

  /**
   * Creates the configuration without interceptors: values are used unchanged, because a secret may
   * contain dollars and braces.
   */
  private static SettingsSources of(
      Map<String, String> keys, String file, Map<String, String> environment, String places) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(keys, file, FILE))
            .withSources(new EnvConfigSource(filtered(environment, name -> true), ENVIRONMENT))
            .build();
    return new SettingsSources(
        config, file, keys.keySet(), environment.keySet(), places, BotName.UNNAMED);
  }

  /** Returns these sources as a named bot sees them. */
  SettingsSources of(BotName named) {
    return new SettingsSources(config, file, written, environment, places, named);
  }

  /** Returns the names in the file that are in this bot's section, without the section. */
  Set<String> own() {
    String section = BotSections.of(bot);
    return written.stream()
        .filter(name -> name.startsWith(section))
        .map(name -> name.substring(section.length()))
        .collect(toUnmodifiableSet());
  }

  /** Returns the names of the partners in this bot's section of the file, as written there. */
  Stream<String> partners() {
    return own().stream()
        .filter(name -> name.startsWith(SettingsTable.PARTNERS))
        .map(name -> PARTNER.matcher(name.substring(SettingsTable.PARTNERS.length())))
        .filter(Matcher::lookingAt)
        .map(Matcher::group)
        .distinct()
        .sorted();
  }

  /** Returns the full names of the settings that the bots may have, and all names in the file. */
  Stream<String> names() {
    return Stream.concat(
        Stream.concat(Stream.of(BotName.UNNAMED), bots(fault -> {}).stream())
            .map(this::of)
            .flatMap(SettingsSources::ownNames),
        written.stream());
  }

  /** Leaves out names of which the operator chooses more than the partner's part. */
  private Stream<String> ownNames() {
    return KEYS.rows()
        .filter(row -> bot.isUnnamed() || row.scope() != Setting.Scope.PROCESS)
        .flatMap(row -> row.hasChoice() ? partners().map(row::with) : Stream.of(row))
        .filter(row -> !row.hasChoice())
        .map(row -> BotSections.of(bot) + row.name());
  }

  /** Returns the full name of a setting for this bot, in its section or outside. */
  String nameOf(Setting<?> key) {
    String own = BotSections.of(bot) + key.name();
    return switch (key.scope()) {
      case OWN -> own;
      case SHARED -> plain(own).isEmpty() ? key.name() : own;
      case PROCESS -> key.name();
    };
  }

  /** Returns this bot's value without surrounding blanks; empty if there is none. */
  String text(Setting<?> key) {
    return plain(nameOf(key));
  }

  /** Returns the value of exactly this name, without surrounding blanks; empty if there is none. */
  String plain(String name) {
    String value = config.getConfigValue(name).getValue();
    return value == null ? "" : value.strip();
  }

  /** Returns all possible secrets of every bot, as written and as sent. */
  Stream<String> secrets() {
    return names()
        .flatMap(name -> secrecyOf(name).secretsIn(plain(name)).stream())
        .filter(secret -> !secret.isEmpty())
        .distinct();
  }

  /** Returns whether the file holds a secret. */
  boolean holdsSecret() {
    return written.stream().anyMatch(name -> secrecyOf(name).isToldBy(plain(name)));
  }

  private static Secrecy secrecyOf(String name) {
    return KEYS.find(BotSections.bare(name)).map(Setting::secrecy).orElse(Secrecy.NONE);
  }

  /** Returns all named bots, whichever bot sees the settings. */
  List<BotName> bots(Consumer<SettingFault> fault) {
    return BotSections.names(written, environment, fault);
  }

  /** Returns where the operator finds the value. */
  String place(Setting<?> key) {
    int ordinal = config.getConfigValue(nameOf(key)).getSourceOrdinal();
    return ordinal == ENVIRONMENT ? "the environment" : file;
  }

  /** Drops empty values: a compose file sets an empty variable to mean "not set". */
  private static Map<String, String> filtered(Map<String, String> values, Predicate<String> name) {
    return values.entrySet().stream()
        .filter(entry -> name.test(entry.getKey()) && !entry.getValue().isBlank())
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
