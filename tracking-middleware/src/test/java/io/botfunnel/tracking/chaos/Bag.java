package io.botfunnel.tracking.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Deals all its things in random order before it deals one again. */
final class Bag<T> {
  private final Random random;
  private final List<T> all;
  private final Deque<T> left = new ArrayDeque<>();

  Bag(Random random, List<T> all) {
    this.random = random;
    this.all = all;
  }

  T draw() {
    if (left.isEmpty()) {
      List<T> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      left.addAll(shuffled);
    }
    return left.remove();
  }
}
