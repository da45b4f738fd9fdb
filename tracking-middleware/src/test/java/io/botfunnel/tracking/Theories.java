package io.botfunnel.tracking;

import io.botfunnel.fixtures.Thoroughness;
import java.util.List;
import org.quicktheories.QuickTheory;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;

/**
 * How the property tests run: from a fixed seed, so that a build says the same thing twice, and
 * with a bounded number of examples.
 *
 * <p>A failure names its seed and the smallest example that was found. {@code -Dbotfunnel.seed=}
 * runs other examples, {@code -Dbotfunnel.examples=} as many as one has time for.
 */
public final class Theories {
  private static final long SEED = 20_260_101L;

  private Theories() {}

  /** A theory over this many examples, unless a property says otherwise. */
  public static QuickTheory theory(int examples) {
    return QuickTheory.qt()
        .withFixedSeed(seed())
        .withExamples(Thoroughness.of("botfunnel.examples", examples / 4, examples))
        // Each try costs as much as an example; QuickTheories' own bound is 100 times higher.
        .withShrinkCycles(examples);
  }

  /** The seed of this run. */
  public static long seed() {
    return Long.getLong("botfunnel.seed", SEED);
  }

  /** Strings of these characters, in any number from {@code fewest} to {@code most}. */
  public static Gen<String> strings(String alphabet, int fewest, int most) {
    List<Integer> points = alphabet.codePoints().boxed().toList();
    Gen<Integer> point = Generate.pick(points);
    Gen<Integer> length = Generate.range(fewest, most);
    return random -> {
      StringBuilder string = new StringBuilder();
      int left = length.generate(random);
      while (left-- > 0) {
        string.appendCodePoint(point.generate(random));
      }
      return string.toString();
    };
  }
}
