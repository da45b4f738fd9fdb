package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.figure.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs rounds of everything that is compared. Each round runs all parts and starts with a different
 * one. The first is a warm-up of half the size that does not count.
 */
final class Rounds {
  /** One of the things compared. */
  interface Part {
    /** Measures one round of the given size. */
    void measure(Round round, Samples samples) throws Exception;
  }

  private Rounds() {}

  static Samples run(Scale scale, List<? extends Part> parts) throws Exception {
    Samples counted = new Samples();
    for (int i = 0; i <= scale.rounds(); i++) {
      List<Part> rotated = new ArrayList<>(parts);
      Collections.rotate(rotated, -i);
      boolean warmsUp = i == 0;
      Samples samples = warmsUp ? new Samples() : counted;
      Round round = warmsUp ? scale.round().half() : scale.round();
      for (Part part : rotated) {
        part.measure(round, samples);
      }
    }
    return counted;
  }
}
