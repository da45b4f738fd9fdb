package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.HungBotException;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.SilentConsoleException;
import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One bot's part of an open outbox. While bots run on the outbox, it goes through their console;
 * otherwise it opens the file. Close it soon, because no bot can start on the file meanwhile. Bots
 * and commands can share an outbox in PostgreSQL.
 */
public final class OpenOutbox implements AutoCloseable {
  private final @Nullable ConsoleClient console;
  private final @Nullable Outbox outbox;
  private final String bot;

  private OpenOutbox(@Nullable ConsoleClient console, @Nullable Outbox outbox, String bot) {
    this.console = console;
    this.outbox = outbox;
    this.bot = bot;
  }

  /**
   * @param bot chooses one of the bots that run there, or, if none runs, of those in the settings
   * @throws io.botfunnel.tracking.lane.OutboxUnavailableException if there is no outbox, it cannot
   *     be opened, or a bot whose console cannot be reached holds it
   * @throws HungBotException if a bot holds it and does not answer
   */
  static OpenOutbox at(
      String url, OperatorSettings settings, Clock clock, Function<List<String>, String> bot) {
    return at(url, settings, bot, Outbox::open, clock);
  }

  /**
   * Opens the outbox read-only: nothing changes, not even on disk.
   *
   * @param bot chooses one of the bots that run there, or, if none runs, of those in the settings
   * @throws io.botfunnel.tracking.lane.OutboxUnavailableException if there is no outbox, it cannot
   *     be opened, or a bot whose console cannot be reached holds it
   */
  static OpenOutbox readOnlyAt(
      String url, OperatorSettings settings, Clock clock, Function<List<String>, String> bot) {
    return at(url, settings, bot, Outbox::openReadOnly, clock);
  }

  /** Opens the outbox, without a console in between. */
  private interface Opening {
    Outbox open(String url, Clock clock);
  }

  private static OpenOutbox at(
      String url,
      OperatorSettings settings,
      Function<List<String>, String> bot,
      Opening opening,
      Clock clock) {
    Optional<ConsoleAddress> left = address(url);
    Optional<ConsoleClient> running;
    try {
      running = answering(left);
    } catch (SilentConsoleException silent) {
      String chosen = bot.apply(settings.bots());
      return new OpenOutbox(null, unlessHung(url, opening, clock, silent), chosen);
    }
    String chosen = bot.apply(running.map(ConsoleClient::bots).orElseGet(settings::bots));
    return running.isPresent()
        ? new OpenOutbox(running.get().of(chosen), null, chosen)
        : new OpenOutbox(null, outbox(url, opening, clock, left), chosen);
  }

  /**
   * Returns the status of the given bot from its console; empty if no bot runs on the outbox.
   *
   * @throws IllegalArgumentException if other bots run there
   * @throws SilentConsoleException if something accepts the connection and does not answer
   */
  public static Optional<Status> statusOfBotAt(String url, String bot) {
    return answering(address(url)).map(running -> running.of(bot).status());
  }

  /** Reads the address that a bot left beside its outbox; the bot may have crashed since. */
  private static Optional<ConsoleAddress> address(String url) {
    return ConsoleAddress.file(url).filter(Files::exists).map(OpenOutbox::read);
  }

  /**
   * Returns a client of the console of the bot that runs on the outbox.
   *
   * @param port the console's port in the settings
   * @throws CommandException if no console answers that holds the key in the bot's address file
   * @throws HungBotException if a bot holds the outbox and does not answer
   */
  public static ConsoleClient consoleOf(String url, int port, Clock clock) {
    Path file = ConsoleAddress.file(url, port);
    if (!Files.exists(file)) {
      throw CommandException.unreachable(
          "No bot with a console runs here: %s does not exist".formatted(file),
          "Start the bot, and run this command in its folder and as its user."
              + " Set console.enabled (CONSOLE_ENABLED) to true if it is off");
    }
    ConsoleClient console = new ConsoleClient(read(file));
    if (!answers(console, url, clock)) {
      throw CommandException.unreachable(
          "The bot that wrote %s does not answer at %s: it has ended, or another program has its port"
              .formatted(file, console.url()),
          "Start the bot, and repeat the command");
    }
    return console;
  }

  private static boolean answers(ConsoleClient console, String url, Clock clock) {
    try {
      return console.answers();
    } catch (SilentConsoleException silent) {
      unlessHung(url, Outbox::openReadOnly, clock, silent).close();
      return false;
    }
  }

  private static ConsoleAddress read(Path file) {
    try {
      return ConsoleAddress.read(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new OutboxUnavailableException(
          "%s cannot be read (%s): it must be the file that names the running bot's console. Run the command as the bot's user; if something else is there, remove it"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static Optional<ConsoleClient> answering(Optional<ConsoleAddress> left) {
    return left.map(ConsoleClient::new).filter(ConsoleClient::answers);
  }

  /**
   * Another program may have the port of a crashed bot, so only the outbox proves that a bot hangs.
   */
  private static Outbox unlessHung(
      String url, Opening opening, Clock clock, SilentConsoleException silent) {
    try {
      return opening.open(url, clock);
    } catch (OutboxUnavailableException e) {
      throw e.isInUse() ? new HungBotException(silent) : e;
    }
  }

  private static Outbox outbox(
      String url, Opening opening, Clock clock, Optional<ConsoleAddress> left) {
    try {
      return opening.open(url, clock);
    } catch (OutboxUnavailableException e) {
      if (!e.isInUse()) {
        throw e;
      }
      throw OutboxUnavailableException.inUse(
          left.map(console -> silent(url, console.url())).orElseGet(() -> hidden(url)), e);
    }
  }

  private static String silent(String url, URI console) {
    return "The outbox %s is in use by a bot whose console at %s does not answer. Repeat the command in a moment, or stop the bot first."
        .formatted(url, console);
  }

  private static String hidden(String url) {
    return "The outbox %s is in use by a bot whose console is off. Set console.enabled (CONSOLE_ENABLED) to true and start the bot again, or stop the bot and repeat the command."
        .formatted(url);
  }

  /** Returns the console of the running bot; empty if no bot runs or its console is unknown. */
  Optional<ConsoleClient> console() {
    return Optional.ofNullable(console);
  }

  /** Returns how many processes run bots on the outbox. */
  int bots() {
    return outbox == null ? 1 : outbox.otherProcesses();
  }

  /** Returns the processes that run the bot; empty if its console is used instead. */
  List<BotProcess> processes() {
    return outbox == null ? List.of() : outbox.botProcesses(bot);
  }

  /** Returns the bot's name; empty for the bot without a name. */
  String bot() {
    return bot;
  }

  Operations operations() {
    if (console != null) {
      return new RemoteOperations(console);
    }
    if (outbox != null) {
      return outbox.operations(bot);
    }
    throw new IllegalStateException("neither a console nor an outbox");
  }

  @Override
  public void close() {
    if (outbox != null) {
      outbox.close();
    }
  }
}
