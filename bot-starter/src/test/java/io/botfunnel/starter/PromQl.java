package io.botfunnel.starter;

import static java.util.stream.Collectors.toCollection;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** An expression of Prometheus' query language, as far as a test needs to read it. */
record PromQl(String text) {
  private static final Pattern LABELS =
      Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  /** The metrics that it asks for. */
  Set<String> metrics() {
    String bare = LABELS.matcher(text).replaceAll(" ");
    return NAME.matcher(bare)
        .results()
        .filter(match -> !isCall(bare, match.end()))
        .map(match -> match.group())
        .filter(name -> !OPERATORS.contains(name))
        .collect(toCollection(TreeSet::new));
  }

  private static boolean isCall(String text, int end) {
    return text.substring(end).stripLeading().startsWith("(");
  }
}
