package io.botfunnel.sample.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.sample.ChildCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runnable jar, as an operator runs it: in a folder, with variables set. */
final class Binary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, String> environment;

  Binary(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** What a command has left behind. */
  record Answer(int code, String out, String err) {
    /** All of standard output as one object. */
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

  /** Runs a command to its end. */
  Answer run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process command = start(out, err, arguments);
    try {
      if (!command.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("It has not ended within a minute: " + Files.readString(err));
      }
      return new Answer(
          command.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      command.destroyForcibly();
    }
  }

  /** Starts a command that goes on. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            ChildCommand.ofTheJar(
                "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    java.command().addAll(List.of(arguments));
    java.environment().clear();
    java.environment().putAll(environment);
    return java.directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
