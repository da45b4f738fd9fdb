package io.botfunnel.starter.settings;

/**
 * The edit distance of two words: how many letters to insert, delete, replace or swap with the next
 * one to turn one into the other.
 */
final class Distance {
  private final String from;
  private final String to;

  /** The cost of turning each prefix of {@code from} into each prefix of {@code to}. */
  private final int[][] costs;

  private Distance(String from, String to) {
    this.from = from;
    this.to = to;
    this.costs = new int[from.length() + 1][to.length() + 1];
  }

  static int between(String from, String to) {
    return new Distance(from, to).whole();
  }

  private int whole() {
    for (int line = 0; line <= from.length(); line++) {
      for (int column = 0; column <= to.length(); column++) {
        costs[line][column] = cost(line, column);
      }
    }
    return costs[from.length()][to.length()];
  }

  private int cost(int line, int column) {
    if (line == 0 || column == 0) {
      return line + column;
    }
    int same = from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1;
    int typed = 1 + Math.min(costs[line - 1][column], costs[line][column - 1]);
    int best = Math.min(typed, same + costs[line - 1][column - 1]);
    return isSwap(line, column) ? Math.min(best, 1 + costs[line - 2][column - 2]) : best;
  }

  private boolean isSwap(int line, int column) {
    return line > 1
        && column > 1
        && from.charAt(line - 1) == to.charAt(column - 2)
        && from.charAt(line - 2) == to.charAt(column - 1);
  }
}
