package io.botfunnel.tracking.internal.store.h2.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.h2.message.DbException;
import org.h2.util.StringUtils;

/**
 * Splits an SQL text, in the form in which H2 stores a definition, into its words: keywords and
 * names, without literals and signs. It reads a text as H2 does, or reports it as strange. Not
 * thread-safe.
 */
final class SqlWords {
  /**
   * A word.
   *
   * @param text upper-cased if it is not quoted; without its quotes if it is
   * @param isQuoted whether it is certainly a name
   */
  record Word(String text, boolean isQuoted) {
    boolean is(String keyword) {
      return !isQuoted && text.equals(keyword);
    }
  }

  private final String sql;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private SqlWords(String sql) {
    this.sql = sql;
  }

  /**
   * The last word if a comment, another kind of quotes or an unclosed quote follows. H2 writes none
   * of these, and what follows cannot be interpreted with certainty.
   */
  static final Word STRANGE = new Word("", false);

  /** Returns the words in their order. */
  static List<Word> of(String sql) {
    SqlWords read = new SqlWords(sql);
    try {
      while (read.at < sql.length()) {
        read.next();
      }
    } catch (IllegalArgumentException | DbException strange) {
      read.words.add(STRANGE);
    }
    return read.words;
  }

  private void next() {
    int c = sql.codePointAt(at);
    if (startsWith("--") || startsWith("//") || startsWith("/*") || c == '$' || c == '`') {
      throw strange();
    } else if (isUnicode('"')) {
      at += 2;
      words.add(new Word(StringUtils.decodeUnicodeStringSQL(quoted('"'), '\\'), true));
    } else if (isUnicode('\'')) {
      at += 2;
      quoted('\'');
    } else if (c == '"') {
      words.add(new Word(quoted('"'), true));
    } else if (c == '\'') {
      quoted('\'');
    } else if (Character.isJavaIdentifierStart(c)) {
      words.add(new Word(plain(), false));
    } else if (Character.isDigit(c)) {
      plain();
    } else {
      at += Character.charCount(c);
    }
  }

  private boolean startsWith(String sign) {
    return sql.startsWith(sign, at);
  }

  private boolean isUnicode(char quote) {
    return sql.regionMatches(true, at, "U&" + quote, 0, 3);
  }

  /** Reads to the closing quote; a doubled quote stands for one. */
  private String quoted(char quote) {
    StringBuilder text = new StringBuilder();
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c != quote) {
        text.append(c);
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        text.append(c);
        at++;
      } else {
        at++;
        return text.toString();
      }
    }
    throw strange();
  }

  private String plain() {
    int from = at;
    while (at < sql.length() && Character.isJavaIdentifierPart(sql.codePointAt(at))) {
      at += Character.charCount(sql.codePointAt(at));
    }
    return sql.substring(from, at).toUpperCase(Locale.ROOT);
  }

  private static IllegalArgumentException strange() {
    return new IllegalArgumentException("it is not in the form in which H2 writes it");
  }
}
