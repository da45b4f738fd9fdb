package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outbox that cannot be opened. */
class OutOfReachTest {
  @TempDir Path folder;

  private Shell.Answer list() {
    return new Shell().with("tracking.outbox.url", outbox().toString()).run("outbox", "list");
  }

  private Path outbox() {
    return folder.resolve("outbox");
  }

  private Tracking bot() {
    return Tracking.builder()
        .bearer("a-bearer")
        .url(URI.create("http://127.0.0.1:1"))
        .outbox(outbox())
        .start();
  }

  @Test
  void isNotThere() {
    Shell.Answer answer = list();
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("There is no outbox at", "start the bot once");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void belongsToABotWhoseConsoleIsOff() {
    try (Tracking bot = bot()) {
      Shell.Answer answer = list();
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.err())
          .contains("in use by a bot whose console is off", "console.enabled (CONSOLE_ENABLED)");
      assertThat(bot.health().outbox().balanced()).isTrue();
    }
  }

  @Test
  void belongsToABotWhoseConsoleDoesNotAnswer() throws IOException {
    leftBehind();
    try (Tracking bot = bot()) {
      Shell.Answer answer = list();
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.err())
          .contains("console at http://127.0.0.1:1 does not answer", "stop the bot");
      assertThat(answer.err()).doesNotContain("s3cret-key");
      assertThat(bot.health().outbox().balanced()).isTrue();
    }
  }

  @Test
  void opensWhereACrashLeftTheConsolesFileBehind() throws IOException {
    bot().close();
    leftBehind();
    Shell.Answer answer = list();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void isNamedByAnOptionThatNeedsNoSettings() {
    bot().close();
    assertThat(new Shell().run("outbox", "list", "--outbox", outbox().toString()).out())
        .contains("Nothing matches");
  }

  private void leftBehind() throws IOException {
    Files.writeString(
        Path.of(outbox() + ".console"), "{\"url\":\"http://127.0.0.1:1\",\"key\":\"s3cret-key\"}");
  }
}
