package io.botfunnel.starter.cluster;

/**
 * Lines of the pipes between the test and its processes. They end with a mark, so that one that a
 * kill has cut in half is not taken for a whole one.
 */
final class Said {
  /** What a process says once its outbox is open. */
  static final String UP = "UP";

  private static final String MARK = " .";

  private Said() {}

  static boolean isWhole(String line) {
    return line.endsWith(MARK);
  }

  static String text(String line) {
    return line.substring(0, line.length() - MARK.length());
  }

  static String line(String text) {
    return text + MARK + "\n";
  }

  /** For a child: says it to the test. */
  static synchronized void say(String text) {
    System.out.print(line(text));
    System.out.flush();
  }
}
