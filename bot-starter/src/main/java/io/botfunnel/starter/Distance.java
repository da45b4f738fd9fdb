package io.botfunnel.starter;

/** How many letters have to be typed, deleted or replaced to turn one word into another. */
final class Distance {
  private Distance() {}

  static int between(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      advance(row, line, from.charAt(line - 1), to);
    }
    return row[to.length()];
  }

  /** From the costs for the first letters of {@code from} to those with one letter more. */
  private static void advance(int[] row, int line, char letter, String to) {
    int diagonal = row[0];
    row[0] = line;
    for (int column = 1; column < row.length; column++) {
      int replaced = diagonal + (to.charAt(column - 1) == letter ? 0 : 1);
      diagonal = row[column];
      row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
    }
  }
}
