package io.botfunnel.benchmarks.figure;

import java.util.ArrayList;
import java.util.List;

/** Prints the figures as lines for a terminal; leaves out those that were not measured. */
public final class Table {
  private static final String ROW = "%-36s %10s  %-21s %-9s %-5s %s";

  private Table() {}

  /** Returns a line for each figure, with whether it holds. */
  public static List<String> of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("figure", "median", "min … max", "bound", "holds", "what it is"));
    for (Figure figure : Figure.values()) {
      report.of(figure).ifPresent(spread -> lines.add(row(figure, spread)));
    }
    return lines;
  }

  /** Returns a line for each supporting value. */
  public static List<String> support(Report report) {
    return report.all().entrySet().stream()
        .filter(entry -> isSupport(entry.getKey()))
        .sorted(java.util.Map.Entry.comparingByKey())
        .map(
            entry ->
                "%-36s %10s  %s"
                    .formatted(
                        entry.getKey(),
                        Shown.number(entry.getValue().median()),
                        range(entry.getValue())))
        .toList();
  }

  private static boolean isSupport(String name) {
    for (Figure figure : Figure.values()) {
      if (figure.key().equals(name)) {
        return false;
      }
    }
    return true;
  }

  private static String row(Figure figure, Spread spread) {
    String bound = figure.bound().map(Bound::toString).orElse("");
    String holds = figure.bound().map(b -> b.holds(spread.median()) ? "yes" : "NO").orElse("");
    return ROW.formatted(
        figure.key(), Shown.number(spread.median()), range(spread), bound, holds, figure.what());
  }

  private static String range(Spread spread) {
    return Shown.number(spread.min()) + " … " + Shown.number(spread.max());
  }
}
