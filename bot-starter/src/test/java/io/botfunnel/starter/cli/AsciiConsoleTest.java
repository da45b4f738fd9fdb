package io.botfunnel.starter.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.JavaCommand;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What commands answer, and the log says, in a process without a UTF-8 locale. */
@Tag("slow")
class AsciiConsoleTest {
  @TempDir Path folder;

  /** The commands of a bot, one after the other; its own logging. */
  public static final class Commands {
    private Commands() {}

    /** Each argument is a command line. */
    public static void main(String[] lines) {
      BotCommands commands = new BotCommands("a-bot", context -> {});
      for (String line : lines) {
        commands.execute(line.split(" "));
      }
      LoggerFactory.getLogger(Commands.class).warn("wait… → Жук × Zoë");
    }
  }

  @Test
  void isAsciiWithoutQuestionMarksInPlaceOfCharacters() throws Exception {
    refusedWith("не → так…");
    String ascii = run("C");
    String utf8 = run("C.UTF-8");
    assertThat(utf8.chars()).anyMatch(each -> each > 0x7f);
    assertThat(ascii.chars()).allMatch(each -> each < 0x80);
    assertThat(questionMarks(ascii)).isEqualTo(questionMarks(utf8));
    assertThat(ascii)
        .contains("\\u043d\\u0435 -> \\u0442\\u0430\\u043a...")
        .contains("\"reason\":\"\\u043d\\u0435 \\u2192 \\u0442\\u0430\\u043a\\u2026\"")
        .contains("wait... -> \\u0416\\u0443\\u043a x Zoe");
  }

  private static long questionMarks(String text) {
    return text.chars().filter(each -> each == '?').count();
  }

  private void refusedWith(String reason) {
    try (Store store =
        Store.open(
            folder.resolve("outbox").toString(),
            new XtrackerBodies(),
            Attribution.LAST_CLICK,
            Clock.systemUTC())) {
      NewEntry entry = new NewEntry(Topic.OUTBOX, "user:1", "deposit", "deposit/dep-1", "", "{}");
      store.lanes().append(List.of(entry)).join();
      store.lanes().claim(Topic.OUTBOX, 1).join().stream()
          .map(claimed -> Settlement.refused(claimed, reason))
          .forEach(refused -> store.lanes().settle(List.of(refused)).join());
    }
  }

  private String run(String locale) throws IOException, InterruptedException {
    Path said = folder.resolve(locale + ".txt");
    List<String> command = JavaCommand.of(Commands.class, "-Xmx128m");
    command.addAll(
        List.of(
            "outbox list",
            "outbox list --json",
            "outbox status",
            "--help",
            "outbox list --limit",
            "postback-check https://example.com/→"));
    ProcessBuilder child = new ProcessBuilder(command);
    child.environment().put("LC_ALL", locale);
    child.environment().put("TRACKING_OUTBOX_URL", folder.resolve("outbox").toString());
    child.redirectErrorStream(true).redirectOutput(said.toFile());
    assertThat(child.start().waitFor()).isZero();
    return Files.readString(said, ISO_8859_1);
  }
}
