package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps docs/architecture.md true: a class that is renamed, moved or deleted is renamed there. */
class ArchitecturePageTest {
  private static final Path DOCS = Path.of("..", "docs");

  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)#]+)[^)]*\\)");

  private static String page;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(DOCS.resolve("architecture.md"));
  }

  @Test
  void isReadInOneGo() {
    assertThat(page.lines()).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void namesClassesThatExist() throws IOException {
    assertThat(classesIn(page)).hasSizeGreaterThan(80).isSubsetOf(sources());
  }

  @Test
  void linksEachClassToItsFile() {
    assertThat(LINK.matcher(page).results().toList())
        .hasSizeGreaterThan(80)
        .allSatisfy(link -> assertThat(DOCS.resolve(link.group(2))).exists())
        .filteredOn(link -> link.group(1).startsWith("`"))
        .allSatisfy(ArchitecturePageTest::leadsToItsClass);
  }

  private static void leadsToItsClass(MatchResult link) {
    assertThat(link.group(2)).endsWith("/" + link.group(1).replace("`", "") + ".java");
  }

  @Test
  void leadsFromStartToTrackerThroughSixtyFilesAtMost() {
    String flow = page.substring(page.indexOf("## (a)"), page.indexOf("## (b)"));
    assertThat(classesIn(flow)).hasSizeBetween(40, 60);
  }

  private static Set<String> classesIn(String text) {
    return CLASS.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .map(file -> file.toString().replace('\\', '/'))
          .filter(file -> file.matches("\\.\\./[a-z-]+/src/main/java/.*\\.java"))
          .map(file -> file.replaceAll(".*/|\\.java$", ""))
          .collect(Collectors.toSet());
    }
  }
}
