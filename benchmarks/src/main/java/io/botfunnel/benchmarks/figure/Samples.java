package io.botfunnel.benchmarks.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of each round, by name; values of one round are compared with each other. */
public final class Samples {
  private final Map<String, List<Double>> byName = new LinkedHashMap<>();

  /** Adds the result of a round. */
  public void add(String name, double value) {
    byName.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
  }

  /** Returns the spread over all rounds. */
  public Spread of(String name) {
    return Spread.of(values(name));
  }

  /** Divides one value by another, round by round. */
  public Spread ratio(String name, String over) {
    return Spread.of(ratios(values(name), values(over)));
  }

  /** Divides one value by the larger of two others, round by round. */
  public Spread ratioToLarger(String name, String over, String orOver) {
    List<Double> larger = new ArrayList<>();
    for (int round = 0; round < values(over).size(); round++) {
      larger.add(Math.max(values(over).get(round), values(orOver).get(round)));
    }
    return Spread.of(ratios(values(name), larger));
  }

  /** Divides one value by the sum of two others, round by round. */
  public Spread ratioToSum(String name, String over, String plus) {
    List<Double> sums = new ArrayList<>();
    for (int round = 0; round < values(over).size(); round++) {
      sums.add(values(over).get(round) + values(plus).get(round));
    }
    return Spread.of(ratios(values(name), sums));
  }

  /** Stores the spread of every name in the report. */
  public void keepIn(Report report) {
    byName.forEach((name, values) -> report.keep(name, Spread.of(values)));
  }

  private List<Double> values(String name) {
    return byName.getOrDefault(name, List.of());
  }

  private static List<Double> ratios(List<Double> values, List<Double> over) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < values.size(); round++) {
      ratios.add(values.get(round) / over.get(round));
    }
    return ratios;
  }
}
