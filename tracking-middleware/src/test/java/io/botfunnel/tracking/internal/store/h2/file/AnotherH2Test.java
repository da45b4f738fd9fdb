package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.ClassPath;
import io.botfunnel.tracking.internal.store.GivenOutbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application brings another H2 than ours, as Spring Boot's parent does, or none. */
@Tag("slow")
class AnotherH2Test {
  private static final ClassPath NONE = ClassPath.ofTests().without("h2");

  @TempDir Path folder;

  static List<Path> others() {
    return ClassPath.copied("h2-of-others");
  }

  private static String versionOf(Path jar) {
    return jar.getFileName().toString().replaceAll("h2-(.*)\\.jar", "$1");
  }

  private static List<String> told(ClassPath classPath, String... arguments) {
    List<String> lines = new ArrayList<>();
    try (ChildJvm child = ChildJvm.startOn(classPath, AnotherH2Child.class, arguments)) {
      for (Optional<String> line = child.nextReport();
          line.isPresent();
          line = child.nextReport()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  private static String database() {
    return PostgresServer.shared().newDatabase();
  }

  @Test
  void threeAreTried() {
    assertThat(others())
        .extracting(AnotherH2Test::versionOf)
        .containsExactly("2.2.224", "2.3.232", "2.5.252");
  }

  @Nested
  class AnOutboxInAFile {
    private String outbox;
    private String refusal;

    @BeforeEach
    void isNamed() {
      outbox = folder.resolve("outbox").toString();
      refusal = "The outbox %s.mv.db was not opened: ".formatted(outbox);
    }

    @Test
    void isOpenedByOurs() {
      GivenOutbox.in(outbox, new SteppingClock());
      assertThat(told(ClassPath.ofTests(), outbox, database()))
          .containsExactly(
              "exists true",
              "opened with conflicts: 2",
              "looked at conflicts: 2",
              "damages []",
              "repaired []",
              "moved true");
    }

    @ParameterizedTest
    @MethodSource("io.botfunnel.tracking.internal.store.h2.file.AnotherH2Test#others")
    void isLeftAloneByAnother(Path jar) throws IOException {
      GivenOutbox.in(outbox, new SteppingClock());
      Map<String, Long> before = files();
      assertThat(told(NONE.with(jar), outbox, database()))
          .hasSize(6)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .startsWith(refusal + "H2 %s (%s) is on".formatted(versionOf(jar), jar))
                      .contains("only 2.4.240 has passed", "<h2.version>2.4.240</h2.version>")
                      .contains("com.h2database:h2:2.4.240"));
      assertThat(files()).isEqualTo(before);
    }

    private Map<String, Long> files() throws IOException {
      Map<String, Long> sizes = new TreeMap<>();
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          sizes.put(file.toString(), Files.size(file));
        }
      }
      return sizes;
    }

    @ParameterizedTest
    @MethodSource("io.botfunnel.tracking.internal.store.h2.file.AnotherH2Test#others")
    void isNotMadeByAnother(Path jar) throws IOException {
      assertThat(told(NONE.with(jar), outbox)).hasSize(5).allMatch(line -> line.contains(refusal));
      assertThat(files()).isEmpty();
    }

    @Test
    void isRefusedWithTheRemedyWhereThereIsNoH2() {
      assertThat(told(NONE, outbox, database()))
          .hasSize(6)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .startsWith(refusal + "no H2 is on the class path")
                      .contains("com.h2database:h2:2.4.240"));
    }
  }

  @Nested
  class AnOutboxInPostgres {
    @ParameterizedTest
    @MethodSource("io.botfunnel.tracking.internal.store.h2.file.AnotherH2Test#others")
    void doesNotMindAnother(Path jar) {
      assertThat(told(NONE.with(jar), database()))
          .containsExactly("exists false", "opened with conflicts: 0");
    }

    @Test
    void needsNone() {
      assertThat(told(NONE, database()))
          .containsExactly("exists false", "opened with conflicts: 0");
    }

    @Test
    void isExplainedWithoutH2WhereItIsOutOfReach() {
      assertThat(told(NONE, "jdbc:postgresql://127.0.0.1:1/none?user=bot"))
          .hasSize(2)
          .allMatch(line -> line.startsWith("The outbox"));
    }
  }
}
