package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.ChildBot;
import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.console.json.ConsoleJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bot in a process of its own that is started, signalled and killed, and its console. */
final class ChildWithConsole {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Class<?> program;
  private @Nullable Process process;

  ChildWithConsole(Path folder, Class<?> program) {
    this.folder = folder;
    this.program = program;
  }

  /** Starts it, and waits until it works. */
  void start(TestBot given) throws IOException {
    process = new ChildBot(folder, program).start(given);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class) // before it has told where its console is
        .until(() -> Operator.of(console()).stranger().get("/health/ready").statusCode() == 200);
  }

  long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** Sends it a signal, such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Ends it at once, if it was started. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /**
   * The console of the process that was started last.
   *
   * @throws IOException if it has not told of one yet
   */
  ConsoleAddress console() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".console"))
          .map(ChildWithConsole::read)
          .filter(address -> address.pid() == pid())
          .findFirst()
          .orElseThrow(() -> new IOException("no console yet"));
    }
  }

  private static ConsoleAddress read(Path file) {
    try {
      return ConsoleJson.read(Files.readString(file), ConsoleAddress.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
