package io.botfunnel.sample.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SandboxCommandTest {
  private final StringWriter out = new StringWriter();
  private final SandboxCommand command = new SandboxCommand();

  @Test
  void printsWhatToExportAndHowToPlayAUser() {
    CommandLine sandbox = new CommandLine(command).setOut(new PrintWriter(out, true));
    CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(sandbox::execute);
    await().until(() -> out.toString().contains("Press Ctrl-C to stop"));
    command.end();

    assertThat(exitCode.join()).isZero();
    assertThat(out.toString())
        .containsPattern("export TELEGRAM_API_URL=http://127\\.0\\.0\\.1:[0-9]+\n")
        .containsPattern("export TELEGRAM_BOT_TOKEN=[0-9]+:\\S+\n")
        .containsPattern("export XTRACKER_URL=http://127\\.0\\.0\\.1:[0-9]+\n")
        .containsPattern("export XTRACKER_BEARER=\\S+\n")
        .containsPattern("export XTRACKER_INGEST_TOKEN=\\S+\n")
        .containsPattern("export TRACKING_SUBSCRIBED_CHATS=-100[0-9]+\n")
        .containsPattern("curl 'http://127\\.0\\.0\\.1:8091/e\\?token=\\S+&event=deposit&")
        .containsPattern("curl -d '/start fb_abc' http://127\\.0\\.0\\.1:[0-9]+/users/1001/says");
  }
}
