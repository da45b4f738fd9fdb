package io.botfunnel.tracking.chaos;

import io.botfunnel.tracking.outbox.Books;

/**
 * A line of the pipe from the child: a word, and what it is about. Lines end with a mark, so that
 * one that the kill has cut in half is not taken for a whole one, and a log line not for either.
 */
record Line(Word word, String about) {
  private static final String MARK = " .";

  /** What the child tells of. */
  enum Word {
    /** The outbox is about to be opened. */
    OPENING,
    /** It could not be opened, and why; it is tried again. */
    UNOPENED,
    /** It is open; its books. */
    OPEN,
    /** A user's story begins. */
    BEGUN,
    /** A report is about to be made. */
    TRY,
    /** It was acknowledged: outcome, eid, report. */
    ACK,
    /** It failed, and by the contract nothing was recorded. */
    NOT,
    /** A user's story has been told. */
    DONE,
    /** No story is left. */
    FINISHED,
    /** The books, on demand. */
    BOOKS,
    /** The tracking was closed; its books. */
    STOPPED
  }

  static boolean isOne(String line) {
    return line.endsWith(MARK);
  }

  static Line parse(String line) {
    String text = line.substring(0, line.length() - MARK.length());
    int space = text.indexOf(' ');
    return new Line(Word.valueOf(text.substring(0, space)), text.substring(space + 1));
  }

  /** For the child. */
  static void tell(Word word, Object about) {
    System.out.println(word + " " + about + MARK);
    System.out.flush();
  }

  static void tell(Word word, Books books) {
    String numbers =
        "%d %d %d %d %d %d"
            .formatted(
                books.accepted(),
                books.waiting(),
                books.delivered(),
                books.duplicate(),
                books.refused(),
                books.erased());
    tell(word, (Object) numbers);
  }

  Books books() {
    String[] number = about.split(" ", -1);
    return new Books(
        Long.parseLong(number[0]),
        Long.parseLong(number[1]),
        Long.parseLong(number[2]),
        Long.parseLong(number[3]),
        Long.parseLong(number[4]),
        Long.parseLong(number[5]));
  }
}
