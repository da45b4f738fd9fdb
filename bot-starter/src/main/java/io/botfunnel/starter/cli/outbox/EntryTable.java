package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.starter.cli.output.Shown;
import io.botfunnel.starter.cli.output.Table;
import io.botfunnel.starter.cli.output.Tone;
import io.botfunnel.tracking.operations.Recorded;
import java.time.Instant;
import java.util.List;

/** Prints entries as a table. */
final class EntryTable {
  private EntryTable() {}

  static void print(Output output, List<Recorded> entries, Instant now) {
    Table table =
        new Table("STATE", "AGE", "KIND", "EID", "USER", "UID", "AMOUNT", "TRIES", "REASON");
    entries.forEach(entry -> add(table, entry, now));
    table.print(output);
  }

  private static void add(Table table, Recorded entry, Instant now) {
    table.row(
        Tone.of(entry.state()),
        entry.state().word(),
        Shown.age(entry.recordedAt(), now),
        Shown.text(entry.kind()),
        Shown.text(entry.eid()),
        Shown.text(entry.telegramUserId()),
        Shown.text(entry.uid()),
        Shown.text(entry.amount()),
        String.valueOf(entry.attempts()),
        reason(entry));
  }

  private static String reason(Recorded entry) {
    String reason = Shown.text(entry.reason());
    return entry.triedAgainAt() == null
        ? reason
        : reason + "; next try after " + Shown.time(entry.triedAgainAt());
  }
}
