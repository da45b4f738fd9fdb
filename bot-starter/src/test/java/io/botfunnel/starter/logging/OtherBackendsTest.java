package io.botfunnel.starter.logging;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project logs by another backend than logback, which is not on its class path then. */
@Tag("slow")
class OtherBackendsTest {
  private static final Path BACKENDS = Path.of("target", "logging-backends").toAbsolutePath();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"slf4j-simple", "slf4j-jdk14", "log4j2"})
  void logsAllThatItDidAndWarnsOnceOfTheMask(String backend) throws Exception {
    List<String> log = logOf(backend);
    assertThat(log).anyMatch(line -> line.contains("all is well"));
    assertThat(log)
        .filteredOn(line -> line.contains("not masked"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("ch.qos.logback:logback-classic"));
    assertThat(log).filteredOn(line -> line.contains("logging.format=json")).hasSize(1);
    assertThat(log).noneMatch(line -> line.contains("NoClassDefFoundError"));
  }

  private List<String> logOf(String backend) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // Without a configuration log4j2 writes errors alone
                "-Dlog4j2.level=INFO",
                "-cp",
                classPath(backend),
                LoggingChild.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      child.destroyForcibly();
    }
    return Files.readAllLines(log);
  }

  private static String classPath(String backend) throws IOException {
    Stream<String> others =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*logback-(classic|core)-\\d.*\\.jar"));
    try (Stream<Path> jars = Files.list(BACKENDS.resolve(backend))) {
      return Stream.concat(jars.map(Path::toString), others).collect(joining(File.pathSeparator));
    }
  }
}
