package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandFailed;
import io.botfunnel.starter.cli.command.HungBotException;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.SilentConsoleException;
import io.botfunnel.starter.console.Status;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.operations.Operations;
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
 * A bot's part of an outbox to work on: through the console of the bots that run on it, or by its
 * file where none does. To be closed soon, for no bot can start on the file meanwhile. One in
 * PostgreSQL is open to bots and commands side by side.
 */
public final class OpenOutbox implements AutoCloseable {
  private final @Nullable ConsoleClient console;
  private final @Nullable Outbox itself;
  private final String bot;

  private OpenOutbox(@Nullable ConsoleClient console, @Nullable Outbox itself, String bot) {
    this.console = console;
    this.itself = itself;
    this.bot = bot;
  }

  /**
   * @param bot which, of those that run there, or that are set up where none runs
   * @throws io.botfunnel.tracking.lane.OutboxUnavailableException if there is none, it cannot be
   *     opened, or a bot has it whose console cannot be reached
   * @throws HungBotException if a bot has it and does not answer
   */
  static OpenOutbox at(
      String url, OperatorSettings settings, Clock clock, Function<List<String>, String> bot) {
    return at(url, settings, bot, Outbox::open, clock);
  }

  /**
   * Opens it to be looked at: nothing changes, not even on disk.
   *
   * @param bot which, of those that run there, or that are set up where none runs
   * @throws io.botfunnel.tracking.lane.OutboxUnavailableException if there is none, it cannot be
   *     opened, or a bot has it whose console cannot be reached
   */
  static OpenOutbox lookAt(
      String url, OperatorSettings settings, Clock clock, Function<List<String>, String> bot) {
    return at(url, settings, bot, Outbox::look, clock);
  }

  /** How the outbox itself is opened. */
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
      String meant = bot.apply(settings.bots());
      return new OpenOutbox(null, unlessHung(url, opening, clock, silent), meant);
    }
    String meant = bot.apply(running.map(ConsoleClient::bots).orElseGet(settings::bots));
    return running.isPresent()
        ? new OpenOutbox(running.get().of(meant), null, meant)
        : new OpenOutbox(null, itself(url, opening, clock, left), meant);
  }

  /**
   * What the console says of a bot that runs on an outbox, if any does there.
   *
   * @throws IllegalArgumentException if others run there
   * @throws SilentConsoleException if something is there that does not answer
   */
  public static Optional<Status> statusOfBotAt(String url, String bot) {
    return answering(address(url)).map(running -> running.of(bot).status());
  }

  /** What a bot has left beside its outbox, though it may have crashed since. */
  private static Optional<ConsoleAddress> address(String url) {
    return ConsoleAddress.file(url).filter(Files::exists).map(OpenOutbox::read);
  }

  /**
   * The console of the bot that runs there.
   *
   * @param port of the console as it is set
   * @throws CommandFailed if none answers that holds the key which was left
   * @throws HungBotException if a bot has the outbox and does not answer
   */
  public static ConsoleClient consoleOf(String url, int port, Clock clock) {
    Path file = ConsoleAddress.file(url, port);
    if (!Files.exists(file)) {
      throw CommandFailed.unreachable(
          "No bot runs here with its page on: a running one leaves %s. Start the bot, run this in its folder and as its user, and look whether console.enabled (CONSOLE_ENABLED) is true"
              .formatted(file));
    }
    ConsoleClient console = new ConsoleClient(read(file));
    if (!answers(console, url, clock)) {
      throw CommandFailed.unreachable(
          "The bot that has left %s does not answer at %s: it has ended, or another program has its port. Start the bot, and repeat the command"
              .formatted(file, console.url()));
    }
    return console;
  }

  private static boolean answers(ConsoleClient console, String url, Clock clock) {
    try {
      return console.answers();
    } catch (SilentConsoleException silent) {
      unlessHung(url, Outbox::look, clock, silent).close();
      return false;
    }
  }

  private static ConsoleAddress read(Path file) {
    try {
      return ConsoleAddress.read(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new OutboxUnavailableException(
          "%s cannot be read (%s): it is a small plain file that says where the running bot's console is. Run the command as the bot's user; if something else is there, remove it"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static Optional<ConsoleClient> answering(Optional<ConsoleAddress> left) {
    return left.map(ConsoleClient::new).filter(ConsoleClient::answers);
  }

  /** Another program may have the port of a bot that crashed: only the outbox tells a hung bot. */
  private static Outbox unlessHung(
      String url, Opening opening, Clock clock, SilentConsoleException silent) {
    try {
      return opening.open(url, clock);
    } catch (OutboxUnavailableException e) {
      throw e.isInUse() ? new HungBotException(silent) : e;
    }
  }

  private static Outbox itself(
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
    return "The outbox %s is in use by a bot whose console at %s does not answer us. Repeat the command in a moment, or stop the bot and repeat it then."
        .formatted(url, console);
  }

  private static String hidden(String url) {
    return "The outbox %s is in use by a bot whose console is off. Set console.enabled (CONSOLE_ENABLED) to true and start the bot again, or stop the bot and repeat the command."
        .formatted(url);
  }

  /** The console of the bot that runs; empty where none does, or nobody can tell where it is. */
  Optional<ConsoleClient> console() {
    return Optional.ofNullable(console);
  }

  /** How many processes run on it. */
  int bots() {
    return itself == null ? 1 : itself.others();
  }

  /** The processes that run the bot on it, as far as they do not tell it by a console. */
  List<BotProcess> processes() {
    return itself == null ? List.of() : itself.processes(bot);
  }

  /** Whose part it is: a name, empty for the bot without one. */
  String bot() {
    return bot;
  }

  Operations operations() {
    if (console != null) {
      return new RemoteOperations(console);
    }
    if (itself != null) {
      return itself.operations(bot);
    }
    throw new IllegalStateException("neither a console nor an outbox");
  }

  @Override
  public void close() {
    if (itself != null) {
      itself.close();
    }
  }
}
