package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.logging.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Aligned rows under headings; the first cell of a row has the row's tone. A long cell is cut,
 * because a cell of thousands of characters would make every row as wide.
 */
public final class TextTable {
  private static final String GAP = "  ";

  /** Longer than any id. */
  private static final int LONGEST_CELL = 240;

  private final List<String> headings;
  private final List<Row> rows = new ArrayList<>();

  private record Row(Tone tone, List<String> cells) {}

  public TextTable(String... headings) {
    this.headings = List.of(headings);
  }

  public void row(Tone tone, String... cells) {
    rows.add(new Row(tone, Stream.of(cells).map(TextTable::cell).toList()));
  }

  /** Returns the text of a cell as it is printed; its length is the width of the cell. */
  private static String cell(String text) {
    String plain = PlainText.line(text);
    return plain.length() <= LONGEST_CELL ? plain : plain.substring(0, LONGEST_CELL) + "…";
  }

  public void print(Output output) {
    List<Integer> widths = IntStream.range(0, headings.size()).mapToObj(this::width).toList();
    print(output, new Row(Tone.LOUD, headings), widths);
    rows.forEach(row -> print(output, row, widths));
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.cells().get(column).length()).max().orElse(0);
    return Math.max(widest, headings.get(column).length());
  }

  private static void print(Output output, Row row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 1; column < widths.size(); column++) {
      line.append(GAP).append(padded(row.cells().get(column), widths.get(column)));
    }
    output.say(
        row.tone().on(padded(row.cells().get(0), widths.get(0))), line.toString().stripTrailing());
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
