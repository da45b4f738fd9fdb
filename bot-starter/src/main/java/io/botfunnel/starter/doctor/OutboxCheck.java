package io.botfunnel.starter.doctor;

import io.botfunnel.starter.console.SilentConsoleException;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Held;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Checks that the outbox can be opened and written, and whether the bot runs on it. */
final class OutboxCheck {
  private static final String CHECK = "outbox";
  private static final String DELIVERY = "delivery";

  private final String bot;
  private final Clock clock;
  private final FindingCollector findings;
  private Optional<Status> console = Optional.empty();
  private boolean inUse;

  /**
   * @param bot the bot whose part of the outbox is checked
   */
  OutboxCheck(String bot, Clock clock, FindingCollector findings) {
    this.bot = bot;
    this.clock = clock;
    this.findings = findings;
  }

  /** Returns the status from the running bot's console; empty if there is none. */
  Optional<Status> console() {
    return console;
  }

  /** Whether a bot runs on the outbox. */
  boolean runs() {
    return inUse || console.isPresent();
  }

  /** Whether a bot runs whose status is unknown. */
  boolean inUse() {
    return inUse;
  }

  void look(String url, BiFunction<String, String, Optional<Status>> runningBot) {
    Outbox.risk(url).ifPresent(risk -> findings.warning(CHECK, risk, Outbox.remedyOfRisk()));
    try {
      console = runningBot.apply(url, bot);
      console.ifPresentOrElse(this::running, () -> look(url));
    } catch (OutboxUnavailableException e) {
      inUse = e.isInUse();
      unavailable(url, e);
    } catch (SilentConsoleException silent) {
      hung(url, silent);
    } catch (IllegalArgumentException others) {
      inUse = true;
      findings.failed(
          CHECK,
          "What runs on %s does not run this bot, which was set up since".formatted(url),
          "Stop it and start it anew");
    }
  }

  /**
   * Another program may have the port of a crashed bot, so only the outbox proves that a bot hangs.
   */
  private void hung(String url, SilentConsoleException silent) {
    try {
      look(url);
    } catch (OutboxUnavailableException e) {
      inUse = e.isInUse();
      if (inUse) {
        findings.failed(DELIVERY, silent.what(), silent.remedy());
      } else {
        unavailable(url, e);
      }
    }
  }

  private void unavailable(String url, OutboxUnavailableException e) {
    if (inUse) {
      findings.warning(
          CHECK,
          "A bot runs on %s, and its console is off or does not answer".formatted(url),
          "Set console.enabled to true, so that commands can ask the bot; or stop it and repeat this");
    } else {
      String message = String.valueOf(e.getMessage());
      int end = message.indexOf(". ");
      findings.failed(
          CHECK,
          end < 0 ? message : message.substring(0, end),
          end < 0 ? "See docs/operations.md" : message.substring(end + 2));
    }
  }

  private void running(Status status) {
    Held held = status.held();
    if (held == null) {
      findings.good(CHECK, "A bot runs on it and writes it");
    } else {
      findings.failed(
          CHECK,
          "The running bot cannot write the outbox, %d updates are held: %s"
              .formatted(held.updates(), held.reason()),
          "Mend what the reason says; it goes on automatically then");
    }
    new VerdictCheck(DELIVERY, findings).tell(status);
  }

  private void look(String url) {
    if (!Outbox.isShared(url) && Outbox.exists(url) && !takesJournal(url)) {
      return;
    }
    if (Outbox.exists(url)) {
      open(url);
    } else if (Outbox.isShared(url)) {
      findings.good(
          CHECK,
          "There is no outbox in %s yet; the bot makes its tables at its first start"
              .formatted(Outbox.shown(url)));
    } else {
      absent(file(url));
    }
  }

  /**
   * Checks that the write-ahead log beside the file can be written, because every append goes there
   * first.
   */
  private boolean takesJournal(String url) {
    Path journal = Path.of(url + ".journal").toAbsolutePath();
    boolean usable =
        Files.exists(journal)
            ? Files.isRegularFile(journal) && Files.isWritable(journal)
            : isWritableFolder(WritableFolder.nearest(journal));
    if (!usable) {
      findings.failed(
          CHECK,
          "The bot cannot write its journal %s".formatted(journal),
          "Let the bot's user make and write files in that folder; what stands in the journal's place"
              + " has to go");
    }
    return usable;
  }

  /** Checks permissions only, so that no file is created beside an existing outbox. */
  private static boolean isWritableFolder(Path folder) {
    return Files.isDirectory(folder) && Files.isWritable(folder);
  }

  private static Path file(String url) {
    return Path.of(url + ".mv.db").toAbsolutePath();
  }

  private void open(String url) {
    String name = Outbox.isShared(url) ? Outbox.shown(url) : file(url).toString();
    try (Outbox outbox = Outbox.look(url, clock)) {
      books(name, outbox.operations(bot).books(Topic.OUTBOX));
      processes(outbox.processes(bot));
    }
    if (!inUse) {
      new VerdictCheck(DELIVERY, findings).notRunning();
    }
  }

  /** Bots and this command can have an outbox in PostgreSQL open at the same time. */
  private void processes(List<BotProcess> some) {
    inUse = !some.isEmpty();
    if (inUse) {
      int others = some.size();
      findings.good(
          CHECK,
          "%s open besides: the bot runs"
              .formatted(others == 1 ? "One process has it" : others + " processes have it"));
    }
    some.forEach(new VerdictCheck(DELIVERY, findings)::tell);
  }

  private void absent(Path file) {
    Path folder = WritableFolder.nearest(file);
    if (Files.isDirectory(folder) && WritableFolder.takesFiles(folder)) {
      findings.good(
          CHECK, "There is no outbox yet; the bot makes %s at its first start".formatted(file));
    } else {
      findings.failed(
          CHECK,
          "The bot cannot make its outbox %s: %s is no folder that it may write"
              .formatted(file, folder),
          "Let the bot's user write there, or name another place (tracking.outbox.url)");
    }
  }

  private void books(String name, Books books) {
    if (books.balanced()) {
      findings.good(CHECK, "%s opens, and its books balance".formatted(name));
    } else {
      findings.failed(
          CHECK,
          "The books of %s do not balance: %s".formatted(name, books),
          "Keep a copy of it and report it");
    }
  }
}
