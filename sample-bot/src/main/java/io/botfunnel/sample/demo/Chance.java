package io.botfunnel.sample.demo;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Dice that fall the same way again with the same seed. Belongs to one thread. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    // Nearby seeds of Random begin alike; multiplied they do not.
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

  /** Such as a landing page mints: eight hexadecimal digits. */
  String clickId() {
    return "%08x".formatted(random.nextInt());
  }
}
