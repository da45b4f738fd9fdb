package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.command.CommandException;
import io.botfunnel.starter.cli.command.ConfirmOption;
import io.botfunnel.starter.cli.command.ExitCode;
import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.cli.output.TerminalProgress;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.outbox.State;
import java.util.List;
import java.util.Set;

/**
 * A change to all selected entries, made step by step.
 *
 * @param intent what will happen to the entries, such as "will be sent again"
 * @param done what was done to them, such as "sent again"
 * @param task the label of the progress bar
 * @param states the states in which an entry can be changed
 * @param needsBot a note to print if no bot runs, because a bot has to do the rest; empty for none
 * @param step changes some of the entries
 */
record BulkChange(
    String intent, String done, String task, Set<State> states, String needsBot, Step step) {

  /** Changes some of the entries. */
  interface Step {
    BulkResult take(Operations operations, Filter which, long before, String who);
  }

  private static final String WHO = "command";

  /**
   * Asks for consent, changes the entries and prints the result.
   *
   * @throws CommandException if entries in the selected state cannot be changed
   */
  int run(
      Filter which,
      BotOutboxOption outbox,
      Output output,
      ConfirmOption consent,
      CommandContext context) {
    List<Filter> parts = parts(which);
    try (OpenOutbox open = outbox.open(context)) {
      return run(open, parts, output, consent, context.terminal());
    }
  }

  private int run(
      OpenOutbox open,
      List<Filter> parts,
      Output output,
      ConfirmOption consent,
      Terminal terminal) {
    Operations operations = open.operations();
    long count = consent.given() ? TerminalProgress.UNKNOWN : count(operations, parts, terminal);
    if (count == 0) {
      return report(new BulkResult(0, 0, null), output);
    }
    if (!consent.to("%s %s".formatted(DisplayText.entries(count), intent), terminal)) {
      output.note("Nothing was changed.");
      return ExitCode.FOUND;
    }
    BulkResult result = changed(operations, parts, count, terminal);
    int code = report(result, output);
    if (result.changed() > 0 && open.bots() == 0 && !needsBot.isEmpty()) {
      output.note(needsBot);
    }
    return code;
  }

  /** Splits the filter by state, because each state has an index that fits. */
  private List<Filter> parts(Filter which) {
    State wanted = which.state();
    if (wanted != null && !states.contains(wanted)) {
      throw CommandException.usage(
          "An entry that is %s cannot be %s, only one that is %s"
              .formatted(wanted.word(), done, String.join(" or ", words())),
          "Leave out --state");
    }
    return states.stream()
        .filter(state -> wanted == null || wanted == state)
        .sorted()
        .map(which::in)
        .toList();
  }

  private List<String> words() {
    return states.stream().sorted().map(State::word).toList();
  }

  private static long count(Operations operations, List<Filter> parts, Terminal terminal) {
    long[] count = {0};
    try (TerminalProgress progress =
        TerminalProgress.of("Counting", TerminalProgress.UNKNOWN, terminal)) {
      for (Filter part : parts) {
        EntryPages.each(
            operations,
            part,
            page -> {
              count[0] += page.size();
              progress.did(page.size());
            });
      }
    }
    return count[0];
  }

  private BulkResult changed(
      Operations operations, List<Filter> parts, long total, Terminal terminal) {
    int changed = 0;
    int busy = 0;
    try (TerminalProgress progress = TerminalProgress.of(task, total, terminal)) {
      for (Filter part : parts) {
        Long before = Long.MAX_VALUE;
        while (before != null) {
          BulkResult result = step.take(operations, part, before, WHO);
          changed += result.changed();
          busy += result.busy();
          before = result.next();
          progress.did(result.changed());
        }
      }
    }
    return new BulkResult(changed, busy, null);
  }

  private int report(BulkResult result, Output output) {
    output.object(new Report(result.changed(), result.busy()));
    if (result.changed() == 0 && result.busy() == 0) {
      output.say(
          "Nothing matched: only entries that are %s can be %s."
              .formatted(String.join(" or ", words()), done));
      return ExitCode.FOUND;
    }
    output.say("%s %s.".formatted(DisplayText.entries(result.changed()), done));
    if (result.busy() > 0) {
      output.note(
          "%s in flight now: repeat the command in a moment."
              .formatted(DisplayText.entries(result.busy())));
      return ExitCode.FOUND;
    }
    return ExitCode.DONE;
  }

  private record Report(int changed, int busy) {}
}
