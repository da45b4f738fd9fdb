package io.botfunnel.tracking.chaos;

import io.botfunnel.fixtures.JavaCommand;
import io.botfunnel.tracking.event.Receipt.Outcome;
import io.botfunnel.tracking.outbox.Books;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One life of the bot: a child JVM, what it is told, and what it tells. Used by one thread a time.
 */
final class Bot implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedWriter commands;
  private final Thread listening = new Thread(this::listen, "chaos-listener");
  private final Accounts accounts;
  private final ChildLog log;
  private final Consumer<String> broken;
  private final long recordedBefore;
  private volatile boolean opening;
  private volatile boolean open;
  private volatile boolean finished;
  private volatile boolean mayEnd;
  private volatile @Nullable Books stopped;
  private volatile @Nullable Books books;

  private Bot(Process process, Accounts accounts, ChildLog log, Consumer<String> broken) {
    this.process = process;
    this.commands = process.outputWriter();
    this.accounts = accounts;
    this.log = log;
    this.broken = broken;
    this.recordedBefore = accounts.recordedCount();
  }

  /**
   * @param broken told of a promise that was not kept
   */
  static Bot start(
      Life life, String bearer, Accounts accounts, ChildLog log, Consumer<String> broken) {
    List<String> command = JavaCommand.of(ChaosChild.class, "-Xmx128m");
    command.addAll(life.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(ChaosChild.BEARER, bearer);
    try {
      Bot bot = new Bot(builder.start(), accounts, log, broken);
      bot.listening.start();
      return bot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException | RuntimeException e) {
      broken.accept("the child was not understood: " + e);
    }
    if (!mayEnd) {
      broken.accept("the child ended by itself");
    }
  }

  private void heard(String line) {
    if (!Line.isOne(line)) {
      log.logged(line);
      return;
    }
    Line told = Line.parse(line);
    switch (told.word()) {
      case OPENING -> opening = true;
      case UNOPENED -> log.logged(told.about());
      case OPEN -> open(told.books());
      case BEGUN -> accounts.begun(Long.parseLong(told.about()));
      case TRY -> accounts.tried(Report.parse(told.about()));
      case ACK -> acknowledged(told.about().split(" ", 3));
      case NOT -> accounts.failed(Report.parse(told.about()));
      case DONE -> accounts.done(Long.parseLong(told.about()));
      case FINISHED -> finished = true;
      case BOOKS -> books = balanced(told.books());
      case STOPPED -> stopped = balanced(told.books());
    }
  }

  private void acknowledged(String... words) {
    accounts.acknowledged(Outcome.valueOf(words[0]), words[1], Report.parse(words[2]));
  }

  private void open(Books now) {
    log.write("opened: " + now);
    balanced(now);
    if (now.accepted() < recordedBefore) {
      broken.accept(
          "%d were acknowledged before the restart; after it %s".formatted(recordedBefore, now));
    }
    open = true;
  }

  private Books balanced(Books now) {
    if (!now.balanced()) {
      broken.accept("the books do not balance: " + now);
    }
    return now;
  }

  /** Asks the books; waits for the answer, and so for all commands before. */
  Books books() {
    books = null;
    command("books");
    try {
      return Awaitility.await("the books")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> books, answer -> answer != null);
    } catch (ConditionTimeoutException e) {
      logThreads();
      throw e;
    }
  }

  /** Has it write to its log where each of its threads stands, even if it takes no command. */
  private void logThreads() {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (IOException e) {
      log.write("no thread dump: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOpen() {
    return open;
  }

  boolean isOpening() {
    return opening;
  }

  boolean hasFinished() {
    return finished;
  }

  /** What has ended takes no command; whether it should have is checked where it is heard. */
  void command(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException ended) {
      log.write("not heard: " + command.split(" ", 2)[0]);
    }
  }

  /** SIGKILL. All that it had told before is heard. */
  void kill() {
    mayEnd = true;
    // Process.destroyForcibly would close the pipe with what is still in it.
    process.toHandle().destroyForcibly();
    end();
    accounts.killed();
  }

  /** Asks it to close its tracking and to end; gives its last books. */
  Books stop() {
    mayEnd = true;
    command("stop");
    end();
    Books last = stopped;
    if (last == null || process.exitValue() != 0) {
      throw new AssertionError("no clean stop: exit code " + process.exitValue());
    }
    if (!accounts.allAnswered()) {
      throw new AssertionError("a clean stop left hooks without an answer");
    }
    return last;
  }

  private void end() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the child did not end within " + PATIENCE);
      }
      listening.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    mayEnd = true;
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
