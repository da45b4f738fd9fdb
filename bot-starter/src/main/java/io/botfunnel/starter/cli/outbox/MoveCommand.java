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
      "Stop all its bots first. Compares the copy with the original, then closes the old outbox for good.",
      "After an interruption, call it again with the same options: it continues."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} outbox move --from data/outbox \\",
      "    --to 'jdbc:postgresql://db.example.com/bot?user=bot'",
      "  ${ROOT-COMMAND-NAME} outbox move --from 'jdbc:postgresql://db/bot?user=bot' --to data/back",
      "Put the password into ~/.pgpass, or into the file that PGPASSFILE names, with mode 600: arguments",
      "are visible in the list of processes."
    })
public final class MoveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "The outbox to move, written like tracking.outbox.url. Default: that setting.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description = "The new place: a new file, or a PostgreSQL database without an outbox.")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String to;

  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final Output output = new Output();

  public MoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    BotLogging.warningsOnly();
    warnOfPasswords();
    String old = from == null ? context.settings().outboxUrl() : from;
    String what =
        "%s will be moved to %s, and no bot can start on the old outbox any more"
            .formatted(Outbox.masked(old), Outbox.masked(to));
    if (!consent.to(what, context.terminal())) {
      output.note("Nothing was changed.");
      return ExitCode.FOUND;
    }
    return report(moved(old));
  }

  private void warnOfPasswords() {
    if (Outbox.hasPassword(to) || (from != null && Outbox.hasPassword(from))) {
      output.note(
          "A password in an argument is visible to all users of this machine, and stays in the"
              + " shell's history. Change it, and put the new one into ~/.pgpass, or into the file"
              + " that PGPASSFILE names, with mode 600.");
    }
  }

  private MoveResult moved(String old) {
    try (MoveProgressBar bar = new MoveProgressBar(context.terminal())) {
      try {
        return Outbox.move(old, to, context.clock(), bar);
      } catch (OutboxUnavailableException e) {
        if (bar.hasBegun()) {
          output.note("The rows that were copied are kept: repeat the command to continue.");
        }
        throw e;
      }
    }
  }

  private int report(MoveResult moved) {
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
        "Now set tracking.outbox.url (TRACKING_OUTBOX_URL) to the value of --to on every machine;"
            + " then start the bots.");
    output.say(
        "No bot can start on the old outbox any more. It is unchanged otherwise: remove it when you"
            + " no longer need it.");
    return ExitCode.DONE;
  }

  private int different(MoveResult moved) {
    moved.differences().forEach(output::note);
    output.note(
        "%s differs from %s: nothing was moved, and the old outbox can be used as before."
                .formatted(moved.to(), moved.from())
            + " Empty the new place and repeat the command; if it happens again, report it.");
    return ExitCode.FOUND;
  }

  /** A progress bar that appears as soon as the amount of work is known. */
  private static final class MoveProgressBar implements MoveProgress, AutoCloseable {
    private final Terminal terminal;
    private @Nullable TerminalProgress progress;

    MoveProgressBar(Terminal terminal) {
      this.terminal = terminal;
    }

    boolean hasBegun() {
      return progress != null;
    }

    @Override
    public void started(long rows, long alreadyCopied) {
      progress = TerminalProgress.of("Moving", rows, terminal);
      progress.did(alreadyCopied);
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
