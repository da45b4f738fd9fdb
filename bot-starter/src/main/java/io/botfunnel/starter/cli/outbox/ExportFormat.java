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

/** The format of exported entries. */
enum ExportFormat {
  /** A heading, then one row for each entry, as spreadsheets read it. */
  CSV {
    @Override
    Writing to(Appendable out) throws IOException {
      CSVPrinter printer = new CSVPrinter(out, SHAPE);
      return entry -> printer.printRecord(cells(entry));
    }
  },
  /** One JSON object a line. */
  JSON {
    @Override
    Writing to(Appendable out) {
      ConsoleText console = ConsoleText.ofStandardOutput();
      return entry -> out.append(console.fitJson(ConsoleJson.write(entry))).append('\n');
    }
  };

  /** Writes one entry. */
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
   * Matches the place before a character that makes a spreadsheet run a cell as a formula. It looks
   * at the start of a cell and after a semicolon: spreadsheets split cells there if their locale
   * writes a comma in numbers. Some spreadsheets treat the full-width signs like the ASCII ones.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(?:^|;\\s*+)(?=[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])");

  /** Starts an export to the given output. */
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
      text(entry.nextTrialAt())
    };
  }

  /**
   * Makes text from outside harmless: it stays in one row, and a terminal that shows it obeys
   * nothing. A quote in front keeps a spreadsheet from running it.
   */
  private static String harmless(@Nullable String text) {
    return FORMULA.matcher(PlainText.line(text(text))).replaceAll("$0'");
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
