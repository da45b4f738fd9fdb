package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import java.util.Set;

/** Measures some of the figures. */
interface Scenario {
  /** Returns the figures that it measures. */
  Set<Figure> figures();

  /** Measures the figures. */
  void run(Lab lab, Report report) throws Exception;
}
