package io.botfunnel.benchmarks.figure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The results so far: the figures, and the raw values that support them. */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Spread> spreads = new LinkedHashMap<>();

  /** Stores a figure. */
  public void keep(Figure figure, Spread spread) {
    spreads.put(figure.key(), spread);
  }

  /** Stores a value that supports a figure. */
  public void keep(String name, Spread spread) {
    spreads.put(name, spread);
  }

  /** Returns a figure, if it was measured. */
  public Optional<Spread> of(Figure figure) {
    return Optional.ofNullable(spreads.get(figure.key()));
  }

  /** Returns all results by name. */
  public Map<String, Spread> all() {
    return Map.copyOf(spreads);
  }

  /**
   * Writes one flat object: the median under the name, with {@code .min} and {@code .max} beside
   * it.
   */
  public void write(Path file) throws IOException {
    Map<String, Double> flat = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      of(figure).ifPresent(spread -> flat.put(figure.key(), rounded(spread.median())));
    }
    spreads.forEach(
        (name, spread) -> {
          flat.put(name, rounded(spread.median()));
          flat.put(name + ".min", rounded(spread.min()));
          flat.put(name + ".max", rounded(spread.max()));
        });
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, JSON.writeValueAsString(flat) + System.lineSeparator());
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
