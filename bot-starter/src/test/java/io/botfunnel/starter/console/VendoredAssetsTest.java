package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page takes from others: which version, and that it is what its makers published. */
class VendoredAssetsTest {
  private static final Pattern BANNER = Pattern.compile("uPlot \\(v([0-9.]+)\\)");

  /** CVE-2024-21489 is mended in this one. */
  private static final Version LEAST = Version.parse("1.6.31");

  /** SHA-256 of the files of npm's package uplot 1.6.32. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "uplot/LICENSE",
          "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd",
          "uplot/uPlot.iife.min.js",
          "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
          "uplot/uPlot.min.css",
          "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");

  @Test
  void uPlotIsNoVersionWithAKnownHole() throws IOException {
    try (var in = StaticFiles.class.getResourceAsStream(StaticFiles.UPLOT + "uPlot.iife.min.js")) {
      assertThat(in).isNotNull();
      String version =
          BANNER
              .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .results()
              .map((MatchResult found) -> found.group(1))
              .findFirst()
              .orElseThrow();
      assertThat(Version.parse(version)).isGreaterThanOrEqualTo(LEAST);
    }
  }

  @Test
  void eachFileIsTheOneThatWasPublishedAndThereIsNoOther() throws Exception {
    Path lib = Path.of(StaticFiles.class.getResource("lib").toURI());
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(lib)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(lib.relativize(file).toString().replace('\\', '/'), sha256(file));
      }
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(PUBLISHED);
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash);
  }
}
