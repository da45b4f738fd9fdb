package io.botfunnel.starter.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.fixtures.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;

/** One process of the bot, from its start to its stop or its kill. Used by one thread. */
final class Life implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final BufferedWriter pipe;
  private final BufferedWriter log;
  private final URI gateway;

  /** Starts it, and returns once its outbox is open and its gateway listens. */
  Life(Map<String, String> environment, Path logFile) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(SoakChild.class, "-Xmx128m"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    process = builder.start();
    said = process.inputReader(UTF_8);
    pipe = process.outputWriter(UTF_8);
    log =
        Files.newBufferedWriter(
            logFile, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    gateway = URI.create(answer().substring(Said.UP.length()));
  }

  URI gateway() {
    return gateway;
  }

  /** Sets its clock; how it stands then. */
  Standing stepTo(Instant now) {
    return Said.read(ask("step " + now), Standing.class);
  }

  Look look(Instant youngSince) {
    return Said.read(ask("look " + youngSince), Look.class);
  }

  void backup(Path zip) {
    ask("backup " + zip);
  }

  /** A clean stop. */
  void stop() {
    ask("stop .");
    end();
  }

  /** SIGKILL. */
  void kill() {
    // Process.destroyForcibly would close the pipe with what is still in it
    process.toHandle().destroyForcibly();
    end();
  }

  private void end() {
    try {
      pipe.close();
    } catch (IOException dead) {
      // It hears nothing any more
    }
    process.onExit().join();
    try {
      said.close();
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String ask(String line) {
    try {
      pipe.write(line + "\n");
      pipe.flush();
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException("the bot has died", e);
    }
  }

  private String answer() throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (Said.isAnswer(line)) {
        return Said.text(line);
      }
      log.write(line + "\n");
      log.flush();
    }
    throw new IOException("the bot has ended without an answer");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
