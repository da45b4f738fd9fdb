package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.logging.ConsoleText;
import io.botfunnel.starter.logging.PlainText;
import io.botfunnel.tracking.operations.Recorded;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** How exported entries are written. */
enum ExportFormat {
  /** A heading and a row an entry, as spreadsheets read it. */
  CSV {
    @Override
    Writing to(Appendable out) throws IOException {
      CSVPrinter printer = new CSVPrinter(out, SHAPE);
      return entry -> printer.printRecord(cells(entry));
    }
  },
  /** An object a line. */
  JSON {
    @Override
    Writing to(Appendable out) {
      ConsoleText console = ConsoleText.ofStandardOutput();
      return entry -> out.append(console.fitJson(ConsoleJson.write(entry))).append('\n');
    }
  };

  /** Writes an entry. */
  interface Writing {
    void write(Recorded entry) throws IOException;
  }

  private static final CSVFormat SHAPE =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "id",
              "kind",
              "eid",
              "telegram_user_id",
              "uid",
              "amount",
              "state",
              "attempts",
              "reason",
              "recorded_at",
              "settled_at",
              "tried_again_at")
          .get();

  /**
   * Before what a spreadsheet would run as a formula: at the start of a cell, or behind a
   * semicolon, at which a spreadsheet splits cells where a comma stands in numbers. Some take the
   * wide signs for the narrow ones.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(?:^|;\\s*+)(?=[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])");

  /** Begins to write. */
  abstract Writing to(Appendable out) throws IOException;

  private static Object[] cells(Recorded entry) {
    return new Object[] {
      entry.id(),
      harmless(entry.kind()),
      harmless(entry.eid()),
      text(entry.telegramUserId()),
      harmless(entry.uid()),
      harmless(entry.amount()),
      entry.state().word(),
      entry.attempts(),
      harmless(entry.reason()),
      entry.recordedAt(),
      text(entry.settledAt()),
      text(entry.triedAgainAt())
    };
  }

  /**
   * What comes from outside: a row is a line, a terminal that shows it obeys nothing, and a quote
   * in front keeps a spreadsheet from running it.
   */
  private static String harmless(@Nullable String text) {
    return FORMULA.matcher(PlainText.line(text(text))).replaceAll("$0'");
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
