package io.botfunnel.starter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares each module's public API with its listing in docs/api, so that a review sees a change of
 * it. One test covers all three modules, from the last of them, so that the listing's code exists
 * once and is not published with the testkit.
 */
class PublicApiTest {
  private static final Path LISTINGS = Path.of("..", "docs", "api");
  private static final String WRITE = "botfunnel.api.write";

  @ParameterizedTest
  @CsvSource({
    "tracking-middleware, io.botfunnel.tracking",
    "bot-core, io.botfunnel.bot",
    "bot-starter, io.botfunnel.starter"
  })
  void isTheListedOne(String module, String packages) throws IOException {
    Path file = LISTINGS.resolve(module + ".txt");
    List<String> now = listing(packages);
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(LISTINGS);
      Files.writeString(file, String.join("\n", now) + "\n");
    }
    assertThat(difference(Files.readAllLines(file), now))
        .as(
            "The public API of %s differs from docs/api/%s.txt (- listed, + compiled). If that is"
                + " meant, run PublicApiTest once with -D%s=true and commit the file",
            module, module, WRITE)
        .isEmpty();
  }

  private static List<String> listing(String packages) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(packages);
    return classes.stream()
        .filter(each -> !each.getPackageName().contains(".internal"))
        .map(each -> each.reflect())
        .filter(ApiType::isVisible)
        .map(ApiType::new)
        .sorted()
        .flatMap(ApiType::lines)
        .toList();
  }

  /** Each line carries its type's name, so a difference can be read without its surroundings. */
  private static String difference(List<String> listed, List<String> compiled) {
    Stream<String> gone =
        listed.stream().filter(line -> !compiled.contains(line)).map("- "::concat);
    Stream<String> added =
        compiled.stream().filter(line -> !listed.contains(line)).map("+ "::concat);
    return Stream.concat(gone, added).collect(joining("\n"));
  }
}
