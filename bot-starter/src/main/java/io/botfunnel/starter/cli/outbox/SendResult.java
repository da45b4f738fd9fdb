package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.starter.cli.output.TonedText;
import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.operations.Recorded;
import java.util.Optional;

/**
 * The result of a test deposit.
 *
 * @param result one word, for machines
 * @param sentence a sentence, for people
 * @param tone the tone of the sentence
 * @param exitCode the exit code of the command
 */
record SendResult(String result, String sentence, Tone tone, int exitCode) {

  /**
   * @param entry the entry as it is now
   * @param waited how long the command waited, in seconds
   */
  static SendResult of(Receipt receipt, Recorded entry, OpenOutbox open, int waited) {
    return switch (receipt.outcome()) {
      case QUEUED, STAGED, ABOVE_CEILING -> of(entry, open, waited);
      case DUPLICATE ->
          found("known", "sent before, so nothing was added; its state is " + entry.state().word());
      case CONFLICT ->
          found(
              "conflict",
              "sent before with another amount, so nothing was changed. Use another --id");
      case TOO_MANY ->
          throw new IllegalStateException("a conversion binds no uid: " + receipt.eid());
    };
  }

  private static SendResult of(Recorded entry, OpenOutbox open, int waited) {
    return switch (entry.state()) {
      case DELIVERED -> done("delivered", "delivered: XTRACKER has it" + because(entry));
      case DUPLICATE -> done("duplicate", "XTRACKER already had it");
      case REFUSED -> found("refused", "refused" + because(entry));
      case ERASED -> found("erased", "erased before it was sent");
      case WAITING -> waiting(entry, open, waited);
    };
  }

  private static SendResult waiting(Recorded entry, OpenOutbox open, int waited) {
    if (open.bots() == 0) {
      return unreachable("no_bot", "no bot runs; it is sent when one is started");
    }
    Optional<Status.Endpoint> delivery = open.console().map(console -> console.status().endpoint());
    SendResult still =
        found("waiting", "still waits after %d s%s".formatted(waited, because(entry)));
    return delivery.map(endpoint -> waiting(endpoint, still)).orElse(still);
  }

  private static SendResult waiting(Status.Endpoint delivery, SendResult still) {
    String why = ": " + DisplayText.text(delivery.reason());
    return switch (delivery.status()) {
      case RUNNING -> still;
      case PAUSED ->
          unreachable(
              "paused", "waits: delivery is paused%s. It resumes automatically".formatted(why));
      case UNAUTHORIZED ->
          found(
              "unauthorized",
              "waits: XTRACKER does not accept the key%s. Correct xtracker.bearer-file, or XTRACKER_BEARER"
                  .formatted(why));
    };
  }

  private static String because(Recorded entry) {
    return entry.reason() == null ? "" : ": " + DisplayText.text(entry.reason());
  }

  private static SendResult done(String result, String sentence) {
    return new SendResult(result, sentence, Tone.GOOD, ExitCode.DONE);
  }

  private static SendResult found(String result, String sentence) {
    return new SendResult(result, sentence, Tone.BAD, ExitCode.FOUND);
  }

  private static SendResult unreachable(String result, String sentence) {
    return new SendResult(result, sentence, Tone.ALERT, ExitCode.UNREACHABLE);
  }

  /** Returns the sentence in its tone. */
  TonedText shown() {
    return tone.on(sentence);
  }
}
