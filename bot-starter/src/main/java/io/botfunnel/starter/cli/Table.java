package io.botfunnel.starter.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, aligned; the first cell of a row has its tone. */
final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Row> rows = new ArrayList<>();

  private record Row(Tone tone, List<String> cells) {}

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  void row(Tone tone, String... cells) {
    rows.add(new Row(tone, List.of(cells)));
  }

  void print(PrintWriter out) {
    List<Integer> widths = IntStream.range(0, headings.size()).mapToObj(this::width).toList();
    print(out, new Row(Tone.LOUD, headings), widths);
    rows.forEach(row -> print(out, row, widths));
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.cells().get(column).length()).max().orElse(0);
    return Math.max(widest, headings.get(column).length());
  }

  private static void print(PrintWriter out, Row row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 1; column < widths.size(); column++) {
      line.append(GAP).append(padded(row.cells().get(column), widths.get(column)));
    }
    out.println(
        row.tone().on(padded(row.cells().get(0), widths.get(0))) + line.toString().stripTrailing());
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
