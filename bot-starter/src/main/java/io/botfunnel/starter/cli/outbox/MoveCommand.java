package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.ConfirmOption;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.cli.output.TerminalProgress;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code move} command: moves the whole outbox to another kind of database. */
@Command(
    name = "move",
    description = {
      "Moves the whole outbox from an H2 file to PostgreSQL, or back.",
      "Stop every bot of it first. What was copied is compared before the old outbox is closed for",
      "good. Interrupted or killed, it goes on when it is called again with the same places."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox move --from data/outbox \\",
      "    --to 'jdbc:postgresql://db.example.com/bot?user=bot'",
      "  ${ROOT-COMMAND-NAME} outbox move --from 'jdbc:postgresql://db/bot?user=bot' --to data/back",
      "The password belongs in ~/.pgpass (or the file that PGPASSFILE names, mode 600): a list of",
      "processes shows what is in an argument."
    })
public final class MoveCommand implements Callable<Integer> {
  private final CommandContext workplace;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "Where it is, in the form of tracking.outbox.url. Default: that setting.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description = "Where it shall be: a new file, or a PostgreSQL without an outbox.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String to;

  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final Output output = new Output();

  public MoveCommand(CommandContext workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    BotLogging.warningsOnly();
    warnOfPasswords();
    String old = from == null ? workplace.settings().outboxUrl() : from;
    String what =
        "All of %s will be moved to %s, and no bot can be started on the old one any more"
            .formatted(Outbox.shown(old), Outbox.shown(to));
    if (!consent.to(what, workplace.terminal())) {
      output.note("Nothing was changed.");
      return ExitCode.FOUND;
    }
    return told(moved(old));
  }

  private void warnOfPasswords() {
    if (Outbox.hasPassword(to) || (from != null && Outbox.hasPassword(from))) {
      output.note(
          "A password in an argument is seen by all users of this machine, and stays in the shell's"
              + " history. Change it, and put the new one into ~/.pgpass, or into the file that"
              + " PGPASSFILE names, with mode 600.");
    }
  }

  private MoveResult moved(String old) {
    try (Watched watched = new Watched(workplace.terminal())) {
      try {
        return Outbox.move(old, to, workplace.clock(), watched);
      } catch (OutboxUnavailableException e) {
        if (watched.hasBegun()) {
          output.note("What is copied stays: repeat the command, and it goes on there.");
        }
        throw e;
      }
    }
  }

  private int told(MoveResult moved) {
    output.object(moved);
    return moved.complete() ? complete(moved) : different(moved);
  }

  private int complete(MoveResult moved) {
    output.say("Moved %s to %s:".formatted(moved.from(), moved.to()));
    moved.rows().entrySet().stream()
        .filter(table -> table.getValue() > 0)
        .forEach(table -> output.say("  %-12s %,12d".formatted(table.getKey(), table.getValue())));
    output.say("Outbox: " + moved.outbox());
    output.say("Compared: rows, books, funnel and revenue are the same in both.");
    output.say("");
    output.say(
        "Now set tracking.outbox.url (TRACKING_OUTBOX_URL) to the new place, as you gave it in --to,"
            + " on every machine; then start the bots.");
    output.say(
        "The old one lets no bot in any more. It holds what it held: remove it once you need it no"
            + " more.");
    return ExitCode.DONE;
  }

  private int different(MoveResult moved) {
    moved.differences().forEach(output::note);
    output.note(
        "%s is not what %s is: nothing was moved, and the old one can be used as before."
                .formatted(moved.to(), moved.from())
            + " Remove what is in the new place and repeat the command; if it is so again, report it.");
    return ExitCode.FOUND;
  }

  /** A progress bar that appears as soon as the amount of work is known. */
  private static final class Watched implements MoveProgress, AutoCloseable {
    private final Terminal terminal;
    private @Nullable TerminalProgress progress;

    Watched(Terminal terminal) {
      this.terminal = terminal;
    }

    boolean hasBegun() {
      return progress != null;
    }

    @Override
    public void begun(long rows, long already) {
      progress = TerminalProgress.of("Moving", rows, terminal);
      progress.did(already);
    }

    @Override
    public void copied(long rows) {
      if (progress != null) {
        progress.did(rows);
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
