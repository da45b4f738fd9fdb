package io.botfunnel.starter.cluster;

/**
 * A message that a handler had, as it says itself.
 *
 * @param message its number in its chat, from 0
 * @param pid of the process
 * @param atMs when, epoch milliseconds
 */
record Handled(int message, long pid, long atMs) {
  static Handled parse(String text) {
    String[] word = text.split(" ", -1);
    return new Handled(Integer.parseInt(word[0]), Long.parseLong(word[1]), Long.parseLong(word[2]));
  }

  @Override
  public String toString() {
    return message + " " + pid + " " + atMs;
  }
}
