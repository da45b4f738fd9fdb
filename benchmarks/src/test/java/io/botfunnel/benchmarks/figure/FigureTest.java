package io.botfunnel.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void everyFigureIsFoundByItsName() {
    for (Figure figure : Figure.values()) {
      assertThat(Figure.named(figure.key())).isEqualTo(figure);
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithAllOfThem() {
    assertThatThrownBy(() -> Figure.named("drain.rate"))
        .hasMessageContaining("'drain.rate'")
        .hasMessageContaining("drain.vs_db_scheduler");
  }
}
