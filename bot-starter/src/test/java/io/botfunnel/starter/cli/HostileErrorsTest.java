package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** An error repeats what was typed: without secrets, in one line, and obeyed by no terminal. */
class HostileErrorsTest {
  private static final String TOKEN = "123456789:AAF-0123456789_abcdefghijklmnopqrstu";
  private static final String URL = "jdbc:postgresql://me:hid/den@db/bot?user=me&password=hi,d'den";

  private final Shell shell = new Shell().with("tracking.outbox.url", "does/not/exist");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TEXT",
        "--TEXT",
        "--TEXT=1",
        "outbox TEXT",
        "outbox list --TEXT",
        "outbox list --state TEXT",
        "outbox list --kind TEXT",
        "outbox list --limit TEXT",
        "outbox list --user TEXT",
        "outbox list --uid TEXT",
        "outbox list --outbox TEXT",
        "outbox list --bot TEXT",
        "outbox list TEXT",
        "outbox show TEXT TEXT",
        "outbox show deposit TEXT",
        "outbox export --format TEXT",
        "outbox export --format csv --out TEXT/TEXT",
        "outbox retry deposit TEXT --yes",
        "outbox backup TEXT",
        "outbox move --to TEXT",
        "outbox move --from TEXT --to TEXT --yes",
        "outbox repair --outbox TEXT",
        "user TEXT",
        "send --uid TEXT --yes",
        "send --user TEXT",
        "send --uid abc --amount TEXT --yes",
        "send --uid abc --currency TEXT --yes",
        "link TEXT",
        "link abc --bot TEXT",
        "postback-url --event TEXT --uid TEXT",
        "postback-check TEXT",
        "postback-check https://xtracker.cc/TEXT?TEXT=TEXT&uid=TEXT&event=TEXT&value=TEXT",
        "forget TEXT",
        "doctor --TEXT",
        "console --outbox TEXT",
        "help TEXT",
        "completion TEXT"
      })
  void obeysNothing(String command) {
    Shell.Answer answer = shell.run(given(command, HostileOutbox.TEXT));
    assertThat(answer.code()).isPositive();
    HostileOutbox.assertHarmless(answer.out());
    HostileOutbox.assertHarmless(answer.err());
  }

  private static String[] given(String command, String text) {
    String[] words = command.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("TEXT", text);
    }
    return words;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outbox list --outboxx=TEXT",
        "outbox list --outbox=TEXT",
        "outbox list TEXT",
        "outbox lst TEXT",
        "outbox list --limit TEXT",
        "outbox move --too TEXT --to TEXT",
        "outbox move --from TEXT --to data/new",
        "outbox move --from data/old --to TEXT%",
        "outbox repair --outbox TEXT%",
        "console --outbox TEXT%",
        "doctor TEXT",
        "link TEXT",
        "user TEXT",
        "TEXT"
      })
  void showsNoPasswordOfAUrl(String command) {
    Shell.Answer answer = shell.run(given(command, URL));
    assertThat(answer.code()).isPositive();
    assertThat(answer.out() + answer.err()).doesNotContain("hid", "den");
  }

  @Test
  void showsNoToken() {
    assertThat(shell.run("outbox", "list", "--bot-token=" + TOKEN).err())
        .contains("Unknown option")
        .doesNotContain("AAF-0123");
  }

  /** What nobody foresaw. */
  @Command(name = "fail")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      IllegalStateException deepest = new IllegalStateException("why " + HostileOutbox.TEXT);
      IllegalStateException thrown = new IllegalStateException("at /bot" + TOKEN + "/x", deepest);
      thrown.addSuppressed(new IllegalStateException(HostileOutbox.TEXT + TOKEN));
      deepest.addSuppressed(thrown); // a circle
      throw thrown;
    }
  }

  @Test
  void aStackTraceOfOursHasLinesOfItsOwnAlone() {
    StringWriter err = new StringWriter();
    int code =
        new BotCommands("test-bot", context -> {})
            .with(new Failing())
            .commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("fail");
    assertThat(code).isEqualTo(1);
    HostileOutbox.assertHarmless(err.toString().replace("\t", " "));
    assertThat(err.toString())
        .contains("java.lang.IllegalStateException: at /bot***/x")
        .contains("Caused by: java.lang.IllegalStateException: why x\\nFORGED", "Suppressed: ")
        .contains("\tat " + Failing.class.getName() + ".run(HostileErrorsTest.java:")
        .doesNotContain("AAF-0123");
  }
}
