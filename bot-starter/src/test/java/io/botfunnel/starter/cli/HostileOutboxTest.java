package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** No command lets through to the terminal what strangers have written into the outbox. */
@Tag("slow")
class HostileOutboxTest {
  private static final List<String> READING =
      List.of(
          "outbox status",
          "outbox status --json",
          "outbox list",
          "outbox list --json",
          "outbox list --state refused",
          "outbox show deposit dep-tx-2",
          "outbox show deposit dep-tx-2 --json",
          "outbox show contact contact-1003",
          "outbox export --format csv",
          "outbox export --format json",
          "user 1001",
          "user 1001 --json",
          "user 1002",
          "user abc",
          "doctor",
          "doctor --json");

  private static final List<String> CHANGING =
      List.of(
          "outbox retry deposit dep-tx-2 --yes",
          "outbox retry --all --yes",
          "outbox erase --all --yes",
          "outbox repair --yes",
          "outbox backup FOLDER/copy.zip",
          "outbox move --to FOLDER/new --yes",
          "send --user 1001 --yes",
          "send --user 1002 --yes",
          "forget 1001 --yes",
          "forget 1002 --yes");

  /** They show nothing of an outbox. */
  private static final List<String> ELSEWHERE =
      List.of("run", "console", "link", "postback-url", "postback-check", "completion", "help");

  private static final List<String> ALL =
      Stream.of(READING, CHANGING).flatMap(List::stream).toList();

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private static Path filled;
  private String outbox;

  @BeforeAll
  static void fill(@TempDir Path once) throws SQLException {
    filled = Path.of(HostileOutbox.in(once) + ".mv.db");
  }

  @BeforeEach
  void copy() throws IOException {
    outbox = folder.resolve("outbox").toString();
    Files.copy(filled, Path.of(outbox + ".mv.db"));
  }

  private void assertHarmless(Shell shell, String command) {
    Shell.Answer answer = shell.run(command.replace("FOLDER", elsewhere.toString()).split(" "));
    assertThat(answer.out() + answer.err()).isNotEmpty();
    HostileOutbox.assertHarmless(answer.out());
    HostileOutbox.assertHarmless(answer.err());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void isShownWithoutWhatATerminalObeys(String command) {
    assertHarmless(new Shell().with("tracking.outbox.url", outbox), command);
  }

  @Test
  void isShownSoByTheConsoleOfABotThatRuns() {
    try (XtrackerServer xtracker = XtrackerServer.start();
        BotApiServer telegram = BotApiServer.start()) {
      xtracker.fail(Fault.UNAUTHORIZED_401); // what waits goes on waiting
      Map<String, String> settings = new HashMap<>();
      settings.put("telegram.bot-token", telegram.token());
      settings.put("telegram.api-url", telegram.url().toString());
      settings.put("xtracker.url", xtracker.url().toString());
      settings.put("xtracker.bearer", xtracker.bearer());
      settings.put("tracking.outbox.url", outbox);
      settings.put("console.port", "0");
      Shell shell = new Shell();
      settings.forEach(shell::with);
      try (BotApplication bot = BotApplication.start(Settings.from(settings), context -> {})) {
        assertThat(bot.console()).isPresent();
        READING.stream()
            .filter(command -> !command.startsWith("doctor")) // it waits for both servers
            .forEach(command -> assertHarmless(shell, command));
      }
    }
  }

  @Test
  void coloursAreOursAlone() {
    System.setProperty("picocli.ansi", "true");
    try {
      Shell.Answer answer = new Shell().with("tracking.outbox.url", outbox).run("outbox", "list");
      assertThat(answer.out()).contains("\u001b[31mrefused").contains("\\u001b[8m");
      HostileOutbox.assertHarmless(answer.out().replaceAll("\u001b\\[(1|3[123]|39|2[12]|0)*m", ""));
    } finally {
      System.clearProperty("picocli.ansi");
    }
  }

  /** A new command belongs into one of the lists above. */
  @Test
  void everyCommandIsTried() {
    Stream<String> leaves = leaves(new Shell().commandLine(), "");
    assertThat(leaves)
        .allMatch(
            leaf ->
                ELSEWHERE.contains(leaf)
                    || ALL.stream().anyMatch(tried -> (tried + " ").startsWith(leaf + " ")));
  }

  private static Stream<String> leaves(CommandLine command, String before) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            sub ->
                sub.getValue().getSubcommands().isEmpty()
                    ? Stream.of(before + sub.getKey())
                    : leaves(sub.getValue(), before + sub.getKey() + " "));
  }
}
