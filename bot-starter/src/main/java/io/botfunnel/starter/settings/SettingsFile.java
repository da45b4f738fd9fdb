package io.botfunnel.starter.settings;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.scanner.ScannerException;

/**
 * The YAML file as a map of dotted keys. Its errors name the file and the line, but quote no
 * content.
 */
final class SettingsFile {
  private static final String REMEDY =
      "Write it as sections of \"key: value\", indented with spaces, as config/bot.yaml shows";

  private SettingsFile() {}

  /**
   * @throws InvalidSettingsException if the file is missing, unreadable or not YAML
   */
  static Map<String, String> read(Path file) {
    String text = text(file);
    check(file, text);
    return new YamlConfigSource(file.toString(), text).getProperties();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw broken(
          file,
          "cannot be read: " + e.getClass().getSimpleName(),
          "Check the path, which " + SettingsSources.PATH + " sets, and the file's rights");
    }
  }

  /**
   * Rejects duplicate keys and files without keys. SmallRye would use the last duplicate, and read
   * a list or a single word as empty.
   */
  private static void check(Path file, String text) {
    Object content = parsed(file, text);
    if (content != null && !(content instanceof Map)) {
      throw broken(file, "holds no keys", REMEDY);
    }
  }

  private static @Nullable Object parsed(Path file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw broken(file, "is not YAML" + where(e), REMEDY);
    }
  }

  /**
   * Returns the line and the problem, without the exception's excerpt of the file, which may show a
   * secret.
   */
  private static String where(YAMLException e) {
    return e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
        ? ": line " + (marked.getProblemMark().getLine() + 1) + ", " + problem(marked)
        : "";
  }

  /**
   * Returns the problem unless it quotes a name: a secret that begins with a special character of
   * YAML is read as one.
   */
  private static String problem(MarkedYAMLException e) {
    if (e instanceof DuplicateKeyException) {
      return "found a duplicate key";
    }
    boolean ofSigns = e instanceof ScannerException || e.getProblem().startsWith("expected");
    return ofSigns
        ? e.getProblem()
        : "where YAML takes what begins with * & ! for a sign of its own: put it into quotes";
  }

  private static InvalidSettingsException broken(Path file, String fault, String remedy) {
    return new InvalidSettingsException(List.of(new SettingFault(file + " " + fault, remedy)));
  }
}
