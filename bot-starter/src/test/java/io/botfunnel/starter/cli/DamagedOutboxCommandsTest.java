package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands do with the files of a bot that does not run: reading ones nothing at all. */
@Tag("slow")
class DamagedOutboxCommandsTest {
  private static final String MARK = ".mark";
  private static final String FILE = ".mv.db";

  @TempDir Path folder;
  private static Path filled;
  private Path outbox;
  private Shell shell;

  @BeforeAll
  static void fill(@TempDir Path once) {
    filled = Path.of(GivenOutbox.in(once));
  }

  @BeforeEach
  void copy() throws IOException {
    outbox = folder.resolve("outbox");
    for (String part : new String[] {FILE, MARK}) {
      Files.copy(Path.of(filled + part), Path.of(outbox + part));
    }
    shell = new Shell().with("tracking.outbox.url", outbox.toString());
  }

  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    state.put(".", Files.getLastModifiedTime(folder).toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        state.put(
            file.getFileName().toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return state;
  }

  private void damage() throws IOException {
    Path file = Path.of(outbox + FILE);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 12_288));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outbox status",
        "outbox list",
        "outbox show deposit dep-tx-1",
        "outbox export --format json",
        "user 1001"
      })
  void readingCommandsChangeNothingOnDisk(String command) throws IOException {
    Map<String, String> before = state();
    Shell.Answer answer = shell.run(command.split(" "));
    assertThat(answer.code()).as(answer.err()).isIn(0, 1);
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outbox status", "outbox list", "user 1001"})
  void readingCommandsNameDamageAndChangeNothing(String command) throws IOException {
    damage();
    Map<String, String> before = state();
    Shell.Answer answer = shell.run(command.split(" "));
    assertThat(answer.code()).isNotZero();
    assertThat(answer.out() + answer.err()).contains("is damaged").contains("outbox repair");
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outbox status", "outbox list", "user 1001"})
  void readingCommandsNameAFileThatIsGone(String command) throws IOException {
    Files.delete(Path.of(outbox + FILE));
    Map<String, String> before = state();
    Shell.Answer answer = shell.run(command.split(" "));
    assertThat(answer.code()).isNotZero();
    assertThat(answer.out() + answer.err()).contains("is gone").contains("outbox repair");
    assertThat(state()).isEqualTo(before);
  }

  /** The port of a bot that was killed may be another program's, which says nothing. */
  @Test
  void aReadingCommandChangesNothingWhereTheLeftConsoleIsSilent() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ConsoleAddress left =
          new ConsoleAddress(URI.create("http://127.0.0.1:" + other.getLocalPort()), "a-key");
      Files.writeString(
          ConsoleAddress.file(outbox.toString()).orElseThrow(), ConsoleJson.write(left));
      Map<String, String> before = state();
      Shell.Answer answer = shell.run("outbox", "list");
      assertThat(answer.code()).as(answer.err()).isZero();
      assertThat(state()).isEqualTo(before);
    }
  }

  @Nested
  class TheDoctor {
    @AutoClose private final BotApiServer telegram = BotApiServer.start();
    @AutoClose private final XtrackerServer xtracker = XtrackerServer.start();

    @BeforeEach
    void isGivenAllElse() {
      shell
          .with("telegram.bot-token", telegram.token())
          .with("telegram.api-url", telegram.url().toString())
          .with("xtracker.url", xtracker.url().toString())
          .with("xtracker.bearer", xtracker.bearer())
          .with("console.port", "0");
    }

    @Test
    void namesDamageAndChangesNothing() throws IOException {
      damage();
      Map<String, String> before = state();
      Shell.Answer answer = shell.run("doctor");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("is damaged", "outbox repair").doesNotContain("Nothing is");
      assertThat(state()).isEqualTo(before);
    }
  }

  @Test
  void repairAsksFirst() throws IOException {
    damage();
    Map<String, String> before = state();
    Shell.Answer answer = shell.run("outbox", "repair");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("will be repaired").contains("--yes");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void repairSaysWhatItDid() throws IOException {
    damage();
    Shell.Answer answer = shell.run("outbox", "repair", "--yes");
    assertThat(answer.code()).as(answer.err()).isIn(0, 1);
    assertThat(answer.err()).contains("Damaged: ");
    assertThat(answer.out()).contains("Kept: ").contains("outbox.mv.db.damaged");
    assertThat(answer.out()).containsAnyOf("No entry is missing", "Missing: ");
    assertThat(shell.run("outbox", "list").code()).isIn(0, 1);
    assertThat(shell.run("outbox", "repair").out()).contains("is not damaged");
  }

  @Test
  void repairAnswersMachines() throws IOException {
    damage();
    JsonNode repaired = shell.run("outbox", "repair", "--yes", "--json").json();
    assertThat(repaired.path("kept")).isNotEmpty();
    assertThat(repaired.path("damages")).isNotEmpty();
    assertThat(repaired.path("missing").isArray()).isTrue();
  }

  @Test
  void repairLeavesASoundOneAlone() throws IOException {
    Map<String, String> before = state();
    Shell.Answer answer = shell.run("outbox", "repair");
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains("there is nothing to repair");
    assertThat(state()).isEqualTo(before);
  }
}
