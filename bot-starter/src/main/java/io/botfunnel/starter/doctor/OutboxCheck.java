package io.botfunnel.starter.doctor;

import io.botfunnel.starter.console.SilentConsoleException;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.BotProcess;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
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

  void check(String url, BiFunction<String, String, Optional<Status>> runningBot) {
    Outbox.connectionRisk(url)
        .ifPresent(risk -> findings.warning(CHECK, risk, Outbox.connectionRiskRemedy()));
    try {
      console = runningBot.apply(url, bot);
      console.ifPresentOrElse(this::running, () -> openIfThere(url));
    } catch (OutboxUnavailableException e) {
      inUse = e.isInUse();
      unavailable(url, e);
    } catch (SilentConsoleException silent) {
      hung(url, silent);
    } catch (IllegalArgumentException others) {
      inUse = true;
      findings.failed(
          CHECK,
          "The process that runs on %s does not run this bot, which was configured later"
              .formatted(url),
          "Restart that process");
    }
  }

  /**
   * Another program may have the port of a crashed bot, so only the outbox proves that a bot hangs.
   */
  private void hung(String url, SilentConsoleException silent) {
    try {
      openIfThere(url);
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
          "A bot runs on %s, but its console is off or does not answer".formatted(url),
          "Set console.enabled to true, so that commands can ask the bot; or stop it and run doctor again");
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
    OutboxOutage held = status.held();
    if (held == null) {
      findings.good(CHECK, "A bot runs on the outbox and can write to it");
    } else {
      findings.failed(
          CHECK,
          "The running bot cannot write to the outbox, and %d updates are held: %s"
              .formatted(held.updates(), held.reason()),
          "Fix what the reason reports; the bot then continues automatically");
    }
    new VerdictCheck(DELIVERY, findings).report(status);
  }

  private void openIfThere(String url) {
    if (!Outbox.isShared(url) && Outbox.exists(url) && !canWriteLog(url)) {
      return;
    }
    if (Outbox.exists(url)) {
      open(url);
    } else if (Outbox.isShared(url)) {
      findings.good(
          CHECK,
          "There is no outbox in %s yet; the bot creates its tables at its first start"
              .formatted(Outbox.masked(url)));
    } else {
      absent(file(url));
    }
  }

  /**
   * Checks that the write-ahead log beside the file can be written, because every append goes there
   * first.
   */
  private boolean canWriteLog(String url) {
    Path log = Path.of(url + ".journal").toAbsolutePath();
    boolean usable =
        Files.exists(log)
            ? Files.isRegularFile(log) && Files.isWritable(log)
            : isWritableFolder(WritableFolder.nearest(log));
    if (!usable) {
      findings.failed(
          CHECK,
          "The bot cannot write its write-ahead log %s".formatted(log),
          "Let the bot's user create and write files in that folder, and remove anything else of"
              + " that name");
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
    String name = Outbox.isShared(url) ? Outbox.masked(url) : file(url).toString();
    try (Outbox outbox = Outbox.openReadOnly(url, clock)) {
      books(name, outbox.operations(bot).books(Topic.OUTBOX));
      processes(outbox.botProcesses(bot));
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
          "%s the outbox open: the bot runs"
              .formatted(others == 1 ? "One other process has" : others + " other processes have"));
    }
    some.forEach(new VerdictCheck(DELIVERY, findings)::report);
  }

  private void absent(Path file) {
    Path folder = WritableFolder.nearest(file);
    if (Files.isDirectory(folder) && WritableFolder.isWritable(folder)) {
      findings.good(
          CHECK, "There is no outbox yet; the bot creates %s at its first start".formatted(file));
    } else {
      findings.failed(
          CHECK,
          "The bot cannot create its outbox %s: %s is not a folder that it can write to"
              .formatted(file, folder),
          "Let the bot's user write there, or set tracking.outbox.url to another place");
    }
  }

  private void books(String name, Books books) {
    if (books.balanced()) {
      findings.good(CHECK, "%s opens, and its books balance".formatted(name));
    } else {
      findings.failed(
          CHECK,
          "The books of %s do not balance: %s".formatted(name, books),
          "Keep a copy of the outbox and report it");
    }
  }
}
