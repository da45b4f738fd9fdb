package io.botfunnel.starter;

import static java.util.stream.Collectors.toCollection;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What Prometheus was told, read as Prometheus does: a series and its value a line. */
record Scrape(String text) {
  private static final Pattern SERIES =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? [^ ]+$");

  /** The value of a series, such as {@code botfunnel_entries{state="waiting",topic="outbox"}}. */
  double of(String series) {
    return find(series)
        .orElseThrow(() -> new AssertionError("no series " + series + " in\n" + text));
  }

  OptionalDouble find(String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst();
  }

  /** The names of all series. */
  Set<String> names() {
    return SERIES.matcher(text).results().map(m -> m.group(1)).collect(toCollection(TreeSet::new));
  }
}
