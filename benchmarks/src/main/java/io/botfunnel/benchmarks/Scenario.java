package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import java.util.Set;

/** Measures some of the figures. */
interface Scenario {
  /** Which. */
  Set<Figure> figures();

  /** Measures them. */
  void run(Lab lab, Report report) throws Exception;
}
