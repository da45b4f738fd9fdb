package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps habits of language out of code, messages and docs that readers had to decode. */
class LanguageTest {
  private static final Path ROOT = Path.of("..");

  /** What a reader stumbles over: the first two open a Javadoc that cannot be read alone. */
  private static final Pattern HABITS =
      Pattern.compile(
          "/\\*\\*\\s+(?:\\*\\s+)?The same[,.]|\\b(?:is told of|in hand|where nobody|whoever|as ever|by"
              + " itself|is said|what comes|he|his|she|her)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void isThatOfAnOpenSourceProject() throws IOException {
    List<Path> texts = texts();
    assertThat(texts).hasSizeGreaterThan(500);
    assertThat(texts.stream().flatMap(LanguageTest::habits)).isEmpty();
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(LanguageTest::isRead).toList();
    }
  }

  /** The changelog is history, and stays as it was written. */
  private static boolean isRead(Path file) {
    String name = ROOT.relativize(file).toString().replace('\\', '/');
    return name.matches("[a-z-]+/src/main/java/.*\\.java|config/[^/]*\\.yaml|docs/.*\\.md")
        || name.equals("testkit/README.md")
        || (name.matches("[A-Z]+\\.md") && !name.equals("CHANGELOG.md"));
  }

  private static Stream<String> habits(Path file) {
    try {
      String text = Files.readString(file);
      return HABITS
          .matcher(text)
          .results()
          .map(found -> "%s:%d: %s".formatted(file, line(text, found.start()), found.group()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long line(String text, int at) {
    return text.substring(0, at).lines().count();
  }
}
