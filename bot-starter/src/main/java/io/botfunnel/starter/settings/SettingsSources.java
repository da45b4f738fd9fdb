package io.botfunnel.starter.settings;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.botfunnel.tracking.Outbox;
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
import java.util.function.Function;
import java.util.function.Predicate;
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
public record SettingsSources(
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

  /**
   * Reads the environment and the file.
   *
   * @param property the file's path; null to use the environment variable or the default path
   * @throws InvalidSettingsException if the file cannot be used
   */
  public static SettingsSources of(Map<String, String> environment, @Nullable String property) {
    String named = property == null ? environment.getOrDefault(PATH, "") : property;
    return named.isBlank() ? standard(environment) : of(Path.of(named), environment);
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

  /** Returns the full name of a setting for this bot, in its section or outside. */
  String nameOf(String name) {
    String own = BotSections.of(bot) + name;
    boolean isOwn =
        BotSections.mayHold(name) && (BotSections.isNeverShared(name) || !plain(own).isEmpty());
    return isOwn ? own : name;
  }

  /** Returns this bot's value without surrounding blanks; empty if there is none. */
  String text(String name) {
    return plain(nameOf(name));
  }

  /** Returns the value of exactly this name, without surrounding blanks; empty if there is none. */
  String plain(String name) {
    String value = config.getConfigValue(name).getValue();
    return value == null ? "" : value.strip();
  }

  /** Returns all possible secrets of every bot, as written and as sent. */
  Stream<String> secrets() {
    return Stream.of(
            secretNames().map(this::plain),
            Outbox.secretsIn(plain(SettingKeys.OUTBOX_URL.name())).stream(),
            proxySecrets().stream())
        .flatMap(secrets -> secrets)
        .filter(secret -> !secret.isEmpty());
  }

  private List<String> proxySecrets() {
    try {
      return SettingKeys.PROXY.parse().apply(plain(SettingKeys.PROXY.name())).stream()
          .flatMap(proxy -> ProxySecrets.of(proxy).stream())
          .toList();
    } catch (IllegalArgumentException noProxy) {
      return List.of();
    }
  }

  /** Returns the names of the secret settings of every bot. */
  private Stream<String> secretNames() {
    List<String> secrets = SettingKeys.SECRETS.stream().map(SettingKey::name).toList();
    Stream<String> ofBots =
        bots(fault -> {}).stream()
            .map(BotSections::of)
            .flatMap(section -> secrets.stream().map(section::concat));
    // Includes partners whose token is in the environment.
    Stream<String> ofPartners = written.stream().flatMap(SettingsSources::tokenBeside);
    return Stream.of(secrets.stream(), ofBots, ofPartners).flatMap(Function.identity());
  }

  /** Returns the name of the partner's token if the setting belongs to a partner. */
  private static Stream<String> tokenBeside(String name) {
    int partner = name.indexOf(GatewayKeys.PARTNERS);
    int end = partner < 0 ? -1 : name.indexOf('.', partner + GatewayKeys.PARTNERS.length());
    return end < 0 ? Stream.of() : Stream.of(GatewayKeys.token(name.substring(0, end)).name());
  }

  /** Returns all named bots, whichever bot sees the settings. */
  List<BotName> bots(Consumer<String> fault) {
    return BotSections.names(written, environment, fault);
  }

  /** Returns where the operator finds the value. */
  String place(String name) {
    int ordinal = config.getConfigValue(nameOf(name)).getSourceOrdinal();
    return ordinal == ENVIRONMENT ? "the environment" : file;
  }

  /** Drops empty values: a compose file sets an empty variable to mean "not set". */
  private static Map<String, String> filtered(Map<String, String> values, Predicate<String> name) {
    return values.entrySet().stream()
        .filter(entry -> name.test(entry.getKey()) && !entry.getValue().isBlank())
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
