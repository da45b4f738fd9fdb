package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Every file in {@code config/} is loaded as whoever reads it would; a new one needs a loader. */
class ConfigFolderTest {
  private static final Path CONFIG = Path.of("..", "config");

  private interface Loader {
    Object load(Path file) throws IOException;
  }

  private static final Map<String, Loader> LOADERS =
      Map.of(
          "bot.service", ConfigFolderTest::unit,
          "bot.yaml", ConfigFolderTest::settings,
          "grafana/botfunnel.json", file -> new ObjectMapper().readTree(file.toFile()),
          "prometheus/alerts.yml", ConfigFolderTest::yaml,
          "prometheus/prometheus.yml", ConfigFolderTest::yaml);

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIG)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> CONFIG.relativize(file).toString().replace('\\', '/'))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isLoadedFileByFile(String file) throws IOException {
    Loader loader = LOADERS.getOrDefault(file, ConfigFolderTest::unknown);
    assertThat(loader.load(CONFIG.resolve(file))).isNotNull();
  }

  private static Object unknown(Path file) {
    throw new AssertionError("Nothing here loads " + file + ": add its loader");
  }

  private static Object settings(Path file) {
    return SettingsReader.read(SettingsSources.of(Given.SECRETS, file.toString()));
  }

  /** systemd passes over a line that it does not understand. */
  private static Object unit(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).allMatch(line -> line.matches("(#.*|\\[[A-Z][a-z]+]|[A-Z][A-Za-z]+=\\S.*)?"));
    return lines;
  }

  private static Object yaml(Path file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return new Yaml(strict).load(Files.readString(file));
  }
}
