package io.botfunnel.sample.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.sample.operator.Binary.Answer;
import io.botfunnel.sample.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no outbox, through the real binary. */
@Tag("slow")
class OwnCommandsIT {
  @TempDir Path folder;

  private Binary binary() {
    return new Binary(folder, Map.of());
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    Answer answer = binary().run("help");
    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("java -jar sample-bot.jar")
        .contains("run", "demo", "sandbox", "doctor", "outbox", "user", "send", "link")
        .contains("postback-url", "postback-check", "forget", "completion");
    assertThat(binary().run("--version").out()).startsWith("sample-bot 0.");
  }

  @Test
  void completionIsAScriptThatBashAccepts() throws Exception {
    Path script = Files.writeString(folder.resolve("c.sh"), binary().run("completion").out());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void linkAsksTelegramForTheName() throws Exception {
    try (Sandbox sandbox = Sandbox.open()) {
      Answer link = new Binary(folder, sandbox.environment()).run("link", "abc");
      assertThat(link.out().strip())
          .as(link.err())
          .isEqualTo("https://t.me/" + sandbox.telegram().botUsername() + "?start=fb_abc");
    }
  }

  @Test
  void postbackUrlIsASecretThatItsCheckAccepts() throws Exception {
    try (Sandbox sandbox = Sandbox.open()) {
      Binary binary = new Binary(folder, sandbox.environment());
      String[] command =
          "postback-url --event deposit --uid {sub} --value {sum} --currency USD --eid {id}"
              .split(" ", -1);
      Answer url = binary.run(command);
      assertThat(url.out()).as(url.err()).contains(sandbox.tracker().ingestToken());
      assertThat(url.err()).contains("only to the partner");
      Answer unexpanded = binary.run("postback-check", "--json", url.out().strip());
      assertThat(unexpanded.code()).isEqualTo(1);
      assertThat(unexpanded.json().path("faults")).hasSize(3);
    }
  }

  @Test
  void demoEndsByItself() throws Exception {
    Answer answer = binary().run("demo", "--for", "3s", "--pace", "10");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("Nothing lost, nothing counted twice");
  }

  @Test
  void sandboxPrintsWhatToExport() throws Exception {
    Path out = folder.resolve("sandbox.txt");
    Process sandbox = binary().start(out, folder.resolve("sandbox.err"), "sandbox");
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(out).contains("Press Ctrl-C to stop both"));
      assertThat(Files.readString(out)).contains("export XTRACKER_URL=http://127.0.0.1:");
    } finally {
      sandbox.destroyForcibly();
    }
  }
}
