package io.botfunnel.starter;

import static java.util.stream.Collectors.toMap;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings come from: a file below, the environment above.
 *
 * @param config answers by key, whichever source has it
 * @param file what an error calls the source that is not the environment
 * @param written the names that the file has, which all have to be known; the environment is full
 *     of other people's
 */
record SettingsSources(SmallRyeConfig config, String file, Set<String> written) {
  static final String PATH = "BOTFUNNEL_CONFIG";

  private static final Path STANDARD = Path.of("config", "bot.yaml");

  /** As in the MicroProfile specification. */
  private static final int FILE = 100;

  private static final int ENVIRONMENT = 300;

  /**
   * @param property the file's path, or null if the environment or the default says
   * @throws InvalidSettingsException if the file cannot be used
   */
  static SettingsSources of(Map<String, String> environment, @Nullable String property) {
    String named = property == null ? environment.getOrDefault(PATH, "") : property;
    return named.isBlank() ? standard(environment) : of(Path.of(named), environment);
  }

  private static SettingsSources standard(Map<String, String> environment) {
    return Files.exists(STANDARD)
        ? of(STANDARD, environment)
        : of(Map.of(), "no file", environment);
  }

  private static SettingsSources of(Path file, Map<String, String> environment) {
    return of(SettingsFile.read(file), file.toString(), environment);
  }

  /** From a map that has both kinds of names. */
  static SettingsSources of(Map<String, String> values) {
    Predicate<String> upper = name -> name.matches("[A-Z0-9_]+");
    return of(filtered(values, upper.negate()), "the given values", filtered(values, upper));
  }

  /** No interceptors: a value is taken as it stands, since a secret may hold dollars and braces. */
  private static SettingsSources of(
      Map<String, String> keys, String file, Map<String, String> environment) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(keys, file, FILE))
            .withSources(new EnvConfigSource(filtered(environment, name -> true), ENVIRONMENT))
            .build();
    return new SettingsSources(config, file, keys.keySet());
  }

  /** The value as it is written, without blanks around it; empty if there is none. */
  String text(String name) {
    String value = config.getConfigValue(name).getValue();
    return value == null ? "" : value.strip();
  }

  /** Where an operator finds the value. */
  String place(String name) {
    int ordinal = config.getConfigValue(name).getSourceOrdinal();
    return ordinal == ENVIRONMENT ? "the environment" : file;
  }

  /** An empty variable is how a compose file says "not set". */
  private static Map<String, String> filtered(Map<String, String> values, Predicate<String> name) {
    return values.entrySet().stream()
        .filter(entry -> name.test(entry.getKey()) && !entry.getValue().isBlank())
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
