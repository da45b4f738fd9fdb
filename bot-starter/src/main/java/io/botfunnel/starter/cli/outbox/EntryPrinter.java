package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.TextTable;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.tracking.operations.Recorded;
import java.time.Instant;
import java.util.List;

/** Prints entries as a table. */
final class EntryPrinter {
  private EntryPrinter() {}

  static void print(Output output, List<Recorded> entries, Instant now) {
    TextTable table =
        new TextTable("STATE", "AGE", "KIND", "EID", "USER", "UID", "AMOUNT", "TRIES", "REASON");
    entries.forEach(entry -> add(table, entry, now));
    table.print(output);
  }

  private static void add(TextTable table, Recorded entry, Instant now) {
    table.row(
        Tone.of(entry.state()),
        entry.state().word(),
        DisplayText.age(entry.recordedAt(), now),
        DisplayText.text(entry.kind()),
        DisplayText.text(entry.eid()),
        DisplayText.text(entry.telegramUserId()),
        DisplayText.text(entry.uid()),
        DisplayText.text(entry.amount()),
        String.valueOf(entry.attempts()),
        reason(entry));
  }

  private static String reason(Recorded entry) {
    String reason = DisplayText.text(entry.reason());
    return entry.nextTrialAt() == null
        ? reason
        : reason + "; next try after " + DisplayText.time(entry.nextTrialAt());
  }
}
