package io.botfunnel.sample.demo;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Seeded random numbers: the same seed gives the same sequence. Used by one thread. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    // Nearby seeds of Random begin alike; multiplied seeds do not.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  boolean percent(int likely) {
    return random.nextInt(100) < likely;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Duration between(Duration shortest, Duration longest) {
    long span = longest.toMillis() - shortest.toMillis();
    return shortest.plusMillis((long) (random.nextDouble() * span));
  }

  /** Returns a click id such as a landing page creates: eight hexadecimal digits. */
  String clickId() {
    return "%08x".formatted(random.nextInt());
  }
}
