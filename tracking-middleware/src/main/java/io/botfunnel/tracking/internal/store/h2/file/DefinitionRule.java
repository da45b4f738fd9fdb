package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.file.SqlWords.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which definitions an outbox's file may contain: those for which H2 runs only its own code
 * and reaches nothing outside of the file. The rule is about kinds of definitions, so that authors
 * can have tables, views, indexes and sequences of their own. Immutable.
 */
final class DefinitionRule {
  /** The user of every outbox. */
  static final String OUR_USER = "BOTFUNNEL";

  /** The rule in words. */
  static final String IN_WORDS =
      "Only tables, views, indexes, sequences, constraints, domains, constants, synonyms, schemas,"
          + " roles and comments may be in it, for H2 would run the code that others bring";

  private static final Set<String> CREATED =
      Set.of(
          "TABLE",
          "VIEW",
          "INDEX",
          "KEY",
          "SEQUENCE",
          "DOMAIN",
          "CONSTANT",
          "SYNONYM",
          "SCHEMA",
          "ROLE",
          "USER");

  /** What H2 writes between CREATE and the kind. */
  private static final Set<String> BETWEEN =
      Set.of(
          "FORCE",
          "CACHED",
          "MEMORY",
          "GLOBAL",
          "TEMPORARY",
          "UNIQUE",
          "PRIMARY",
          "SPATIAL",
          "HASH",
          "NULLS",
          "NOT",
          "DISTINCT",
          "ALL");

  /** Those of H2's settings in a file that name no class and relax no protection. */
  private static final Set<String> SETTINGS =
      Set.of(
          "CACHE_SIZE",
          "COLLATION",
          "CREATE_BUILD",
          "DEFAULT_LOCK_TIMEOUT",
          "DEFAULT_TABLE_TYPE",
          "IGNORECASE",
          "IGNORE_CATALOGS",
          "MAX_LENGTH_INPLACE_LOB",
          "MAX_MEMORY_ROWS",
          "MAX_MEMORY_UNDO",
          "TRACE_MAX_FILE_SIZE",
          "WRITE_DELAY");

  /** H2's own functions that read and write files, or load a driver. */
  private static final Set<String> REACHING_OUT =
      Set.of("CSVREAD", "CSVWRITE", "FILE_READ", "FILE_WRITE", "LINK_SCHEMA");

  private DefinitionRule() {}

  /** What breaks the rule, named for an operator; empty if nothing does. */
  static Optional<String> breach(String sql) {
    List<Word> words = SqlWords.of(sql);
    if (!isAllowed(words)) {
      return Optional.of(shown(words));
    }
    return words.contains(SqlWords.STRANGE)
        ? Optional.of(shown(words) + ", which is not in H2's own form")
        : reachingOut(words);
  }

  /** Whether the statement creates the user with whom an outbox is opened. */
  static boolean isOurUser(String sql) {
    return isUser(SqlWords.of(sql), OUR_USER);
  }

  private static boolean isUser(List<Word> words, String name) {
    return words.stream().limit(2).map(Word::text).toList().equals(List.of("CREATE", "USER"))
        && words.stream().filter(Word::isQuoted).findFirst().stream()
            .anyMatch(found -> found.text().equals(name));
  }

  private static boolean isAllowed(List<Word> words) {
    if (words.size() < 2) {
      return false;
    }
    return switch (words.get(0).text()) {
      case "CREATE" -> mayBeCreated(words);
      case "SET" -> SETTINGS.contains(words.get(1).text().toUpperCase(Locale.ROOT));
      case "ALTER" -> words.get(1).is("TABLE") || words.get(1).is("DOMAIN");
      case "COMMENT", "GRANT" -> true;
      default -> false;
    };
  }

  private static boolean mayBeCreated(List<Word> words) {
    Word kind =
        words.stream()
            .skip(1)
            .dropWhile(word -> !word.isQuoted() && BETWEEN.contains(word.text()))
            .findFirst()
            .orElse(words.get(0));
    if (kind.isQuoted() || !CREATED.contains(kind.text())) {
      return false;
    }
    return switch (kind.text()) {
      case "USER" -> isUser(words, OUR_USER) || words.stream().noneMatch(word -> word.is("ADMIN"));
      // A table with an engine of its own names a class that H2 loads
      case "TABLE" -> words.stream().noneMatch(word -> word.is("ENGINE"));
      // H2 stores the computed value; a query would run each time it opens the file
      case "CONSTANT" -> words.stream().noneMatch(DefinitionRule::beginsQuery);
      default -> true;
    };
  }

  private static boolean beginsQuery(Word word) {
    return word.is("SELECT") || word.is("VALUES") || word.is("TABLE");
  }

  private static Optional<String> reachingOut(List<Word> words) {
    return words.stream()
        .map(word -> word.text().toUpperCase(Locale.ROOT))
        .filter(REACHING_OUT::contains)
        .findFirst()
        .map(function -> "%s, which calls %s".formatted(shown(words), function));
  }

  /**
   * The kind and name of a definition. A stranger's text is reduced to plain characters and
   * shortened.
   */
  private static String shown(List<Word> words) {
    String kind =
        words.stream()
            .takeWhile(word -> !word.isQuoted())
            .map(Word::text)
            .filter(word -> !Set.of("IF", "NOT", "EXISTS").contains(word))
            .limit(4)
            .collect(Collectors.joining(" "));
    String name =
        words.stream()
            .dropWhile(word -> !word.isQuoted())
            .takeWhile(Word::isQuoted)
            .limit(2)
            .map(Word::text)
            .collect(Collectors.joining("."));
    return (cut(plain(kind)) + " " + cut(plain(name))).trim();
  }

  private static String plain(String foreign) {
    return foreign.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
