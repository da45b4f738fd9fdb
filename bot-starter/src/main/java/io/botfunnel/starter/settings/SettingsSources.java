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
 * Where the settings come from: a file below, the environment above; seen by one bot, whose own
 * section goes before the rest.
 *
 * @param config answers by key, whichever source has it
 * @param file what an error calls the source that is not the environment
 * @param written the names that the file has, which all have to be known; the environment is full
 *     of other people's
 * @param environment the names of the variables
 * @param places the file, or that there is none and where it would be, in words for the operator
 * @param bot who sees them
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

  /** As in the MicroProfile specification. */
  private static final int FILE = 100;

  private static final int ENVIRONMENT = 300;

  /**
   * @param property the file's path, or null if the environment or the default says
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

  /** From a map that has both kinds of names. */
  static SettingsSources of(Map<String, String> values) {
    Predicate<String> upper = name -> name.matches("[A-Z0-9_]+");
    String places = "the given values";
    return of(filtered(values, upper.negate()), places, filtered(values, upper), places);
  }

  /** No interceptors: a value is taken as it stands, since a secret may hold dollars and braces. */
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

  /** The same as a named bot sees them. */
  SettingsSources of(BotName named) {
    return new SettingsSources(config, file, written, environment, places, named);
  }

  /** The names that the file has for this bot: those of its section, as they are outside of it. */
  Set<String> own() {
    String section = BotSections.of(bot);
    return written.stream()
        .filter(name -> name.startsWith(section))
        .map(name -> name.substring(section.length()))
        .collect(toUnmodifiableSet());
  }

  /** Where a setting stands for this bot: in its section, or outside. */
  String nameOf(String name) {
    String own = BotSections.of(bot) + name;
    boolean isOwn =
        BotSections.mayHold(name) && (BotSections.isNeverShared(name) || !plain(own).isEmpty());
    return isOwn ? own : name;
  }

  /** The value as it is written, without blanks around it; empty if there is none. */
  String text(String name) {
    return plain(nameOf(name));
  }

  /** The same of a name as it stands, whoever looks. */
  String plain(String name) {
    String value = config.getConfigValue(name).getValue();
    return value == null ? "" : value.strip();
  }

  /** All that may be secret, of every bot, as it is written and as it travels. */
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

  /** The names of the settings that are secret, of every bot. */
  private Stream<String> secretNames() {
    List<String> secrets = SettingKeys.SECRETS.stream().map(SettingKey::name).toList();
    Stream<String> ofBots =
        bots(fault -> {}).stream()
            .map(BotSections::of)
            .flatMap(section -> secrets.stream().map(section::concat));
    // Also of a partner whose token is in the environment
    Stream<String> ofPartners = written.stream().flatMap(SettingsSources::tokenBeside);
    return Stream.of(secrets.stream(), ofBots, ofPartners).flatMap(Function.identity());
  }

  /** The name of the token of a partner, if the setting is one of a partner. */
  private static Stream<String> tokenBeside(String name) {
    int partner = name.indexOf(GatewayKeys.PARTNERS);
    int end = partner < 0 ? -1 : name.indexOf('.', partner + GatewayKeys.PARTNERS.length());
    return end < 0 ? Stream.of() : Stream.of(GatewayKeys.token(name.substring(0, end)).name());
  }

  /** The named bots, whoever looks. */
  List<BotName> bots(Consumer<String> fault) {
    return BotSections.names(written, environment, fault);
  }

  /** Where an operator finds the value. */
  String place(String name) {
    int ordinal = config.getConfigValue(nameOf(name)).getSourceOrdinal();
    return ordinal == ENVIRONMENT ? "the environment" : file;
  }

  /** An empty variable is how a compose file says "not set". */
  private static Map<String, String> filtered(Map<String, String> values, Predicate<String> name) {
    return values.entrySet().stream()
        .filter(entry -> name.test(entry.getKey()) && !entry.getValue().isBlank())
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
