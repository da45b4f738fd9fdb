package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.figure.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rounds of everything that is compared: each round has all of them, each begins with another one,
 * and the first is a warm-up that does not count.
 */
final class Rounds {
  /** One of those that are compared. */
  interface Part {
    /** Measures a round of it. */
    void measure(Samples samples) throws Exception;
  }

  private Rounds() {}

  static Samples run(int rounds, List<? extends Part> parts) throws Exception {
    Samples counted = new Samples();
    for (int round = 0; round <= rounds; round++) {
      List<Part> rotated = new ArrayList<>(parts);
      Collections.rotate(rotated, -round);
      Samples samples = round == 0 ? new Samples() : counted;
      for (Part part : rotated) {
        part.measure(samples);
      }
    }
    return counted;
  }
}
