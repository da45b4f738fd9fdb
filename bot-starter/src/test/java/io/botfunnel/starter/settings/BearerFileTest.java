package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.starter.logging.BotLogging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerFileTest {
  @TempDir Path folder;
  private final List<String> announced = new ArrayList<>();
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("bearer"), "first-bearer\n");
  }

  private BearerFile open() {
    return BearerFile.open(file, announced::add);
  }

  @Nested
  class WhileTheBotRuns {
    @Test
    void aChangeIsPickedUpAndAnnounced() throws IOException {
      BearerFile bearer = open();
      assertThat(bearer.get()).isEqualTo("first-bearer");
      Files.writeString(file, "a-second-bearer\r\n");
      assertThat(bearer.get()).isEqualTo("a-second-bearer");
      assertThat(announced).containsExactly("first-bearer", "a-second-bearer");
    }

    @Test
    void aChangeOfTheSameLengthIsSeenByItsTime() throws IOException {
      BearerFile bearer = open();
      Files.writeString(file, "other-bearer\n");
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
      assertThat(bearer.get()).isEqualTo("other-bearer");
    }

    @Test
    void theLastGoodOneStaysWhileTheFileIsMissing() throws IOException {
      BearerFile bearer = open();
      Files.delete(file);
      assertThat(bearer.get()).isEqualTo("first-bearer");
      Files.writeString(file, "a-second-bearer");
      assertThat(bearer.get()).isEqualTo("a-second-bearer");
    }

    @Test
    void theLastGoodOneStaysWhileTheFileIsEmptyOrWrong() throws IOException {
      BearerFile bearer = open();
      for (String content : List.of("", "\n", "two words of bearer", "x".repeat(9000))) {
        Files.writeString(file, content);
        assertThat(bearer.get()).isEqualTo("first-bearer");
      }
    }

    @Test
    void itIsNotShown() {
      assertThat(open()).hasToString("***");
    }
  }

  @Nested
  class AtTheStart {
    private Settings settings() {
      return Settings.from(
          Map.of("TELEGRAM_BOT_TOKEN", Given.TOKEN, "XTRACKER_BEARER_FILE", file.toString()));
    }

    @Test
    void theFileTakesThePlaceOfTheBearer() {
      assertThat(settings().xtracker().bearer().get()).isEqualTo("first-bearer");
    }

    @Test
    void theLogKnowsItsContentEvenIfItChangesLater() throws IOException {
      Settings settings = settings();
      Files.writeString(file, "a-rotated-bearer");
      assertThat(settings.xtracker().bearer().get()).isEqualTo("a-rotated-bearer");
      assertThat(BotLogging.masked("with a-rotated-bearer")).isEqualTo("with ***");
    }

    @Test
    void aFileWithoutABearerIsRefused() throws IOException {
      Files.writeString(file, "\n");
      assertThatIllegalArgumentException().isThrownBy(BearerFileTest.this::open);
      assertThat(Given.failure(this::settings))
          .hasMessageContaining("xtracker.bearer-file (XTRACKER_BEARER_FILE) is \"" + file)
          .hasMessageContaining("a readable file that holds nothing but the bearer");
    }

    @Test
    void aFileWithABearerInQuotesIsRefused() throws IOException {
      Files.writeString(file, "\"a-bearer-in-quotes\"");
      assertThat(Given.failure(this::settings))
          .hasMessageContaining("without quotes around them")
          .hasMessageNotContaining("a-bearer-in-quotes");
    }

    @Test
    void aFolderIsNamedAsWhatItIs() {
      file = folder;
      assertThat(Given.failure(this::settings).faults())
          .singleElement()
          .asString()
          .startsWith("xtracker.bearer-file (XTRACKER_BEARER_FILE) is the folder " + folder)
          .contains("Name the file in it");
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
      Files.delete(file);
      assertThat(Given.failure(this::settings).faults()).hasSize(1);
    }
  }
}
