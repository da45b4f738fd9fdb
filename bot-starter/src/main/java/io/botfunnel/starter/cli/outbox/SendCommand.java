package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ConfirmOption;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code send} command: sends a test deposit. */
@Command(
    name = "send",
    description = {
      "Sends a test deposit, to check delivery to XTRACKER.",
      "XTRACKER counts it like any other deposit: use a uid of your own. The bot marks it as a test and",
      "leaves it out of its funnel, revenue and metrics, and does not call onConversion for it.",
      "Asks before it sends, then waits for XTRACKER's answer.",
      "Exits with 0 if XTRACKER has it; 1 if it was refused, was sent before, still waits, or the key",
      "is not accepted; 3 if no bot runs to send it, or XTRACKER cannot be reached."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} send --uid abc123",
      "  ${ROOT-COMMAND-NAME} send --user 555123 --amount 2.50 --currency EUR --id after-rotation"
          + " --yes"
    })
public final class SendCommand implements Callable<Integer> {
  private static final int LONGEST_TIMEOUT = 600;
  private static final long CHECK_EVERY_MS = 200;

  private final CommandContext context;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private Depositor depositor;

  private static final class Depositor {
    @Option(
        names = "--user",
        paramLabel = "ID",
        required = true,
        description = "The depositor's Telegram id; or --uid.")
    private @Nullable Long user;

    @Option(
        names = "--uid",
        paramLabel = "UID",
        required = true,
        description = "The depositor's click id, without the start prefix (fb_).")
    private @Nullable String uid;

    private Subject subject() {
      return user == null ? new ClickId(String.valueOf(uid)) : new UserId(user);
    }
  }

  @Option(
      names = "--amount",
      paramLabel = "N",
      defaultValue = "1.00",
      description = "The amount, such as 25.00. Default: 1.00.")
  @SuppressWarnings("NullAway.Init") // picocli sets its default
  private String amount;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      defaultValue = "USD",
      description = "An ISO 4217 code. Default: USD.")
  @SuppressWarnings("NullAway.Init") // picocli sets its default
  private String currency;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The transaction id, which counts once. Default: the time in epoch milliseconds.")
  private @Nullable String id;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for XTRACKER's answer, 0 to 600. Default: 10.")
  private int timeout;

  @Mixin private final ConfirmOption consent = new ConfirmOption();
  @Mixin private final BotOutboxOption outbox = new BotOutboxOption();
  @Mixin private final Output output = new Output();

  public SendCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Subject subject = depositor.subject();
    Money money = Money.of(amount, currency);
    requireTimeout();
    try (OpenOutbox open = outbox.open(context)) {
      String what = "XTRACKER will count a test deposit of %s for %s".formatted(money, subject);
      if (!consent.to(what, context.terminal())) {
        output.note("Nothing was sent.");
        return ExitCode.FOUND;
      }
      Operations operations = open.operations();
      Receipt receipt = operations.recordTest(subject, money, testId(), "command");
      return report(receipt, recorded(operations, receipt, open.bots() > 0), open);
    }
  }

  private void requireTimeout() {
    if (timeout < 0 || timeout > LONGEST_TIMEOUT) {
      throw CommandException.usage(
          "--timeout %d: the timeout must be 0 to %d seconds".formatted(timeout, LONGEST_TIMEOUT),
          "Choose another");
    }
  }

  private String testId() {
    return id == null ? String.valueOf(context.clock().millis()) : id;
  }

  /** Returns the entry as soon as it is settled, or as it is when the time is over. */
  private Recorded recorded(Operations operations, Receipt receipt, boolean runs)
      throws InterruptedException {
    Instant end = context.clock().instant().plusSeconds(timeout);
    Recorded entry = find(operations, receipt);
    while (runs && entry.state() == State.WAITING && context.clock().instant().isBefore(end)) {
      pause();
      entry = find(operations, receipt);
    }
    return entry;
  }

  private static Recorded find(Operations operations, Receipt receipt) {
    return operations
        .show(Topic.OUTBOX, "deposit", receipt.eid().value())
        .map(EntryDetail::entry)
        .orElseThrow(
            () ->
                CommandException.notFound(
                    receipt.eid() + " was recorded before, and is older than the retention",
                    "Send it with another --id"));
  }

  @SuppressWarnings("ReturnValueIgnored") // it is never counted down: the time-out is the delay
  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await(CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private int report(Receipt receipt, Recorded entry, OpenOutbox open) {
    SendResult result = SendResult.of(receipt, entry, open, timeout);
    output.object(new Sent(receipt.outcome(), entry, result.result(), result.sentence()));
    output.say(entry.eid() + ": ", result.shown());
    return result.exitCode();
  }

  private record Sent(Receipt.Outcome outcome, Recorded entry, String result, String sentence) {}
}
