package io.botfunnel.starter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
  private static final long MB = 1 << 20;

  @Test
  void hasWhatIsWantedIfThereIsRoom() {
    assertThat(new ConnectionBudget(2_000 * MB, 10_000).limit(1_000)).isEqualTo(1_000);
  }

  @Test
  void hasOneForEachMegabyte() {
    assertThat(new ConnectionBudget(128 * MB, 10_000).limit(1_000)).isEqualTo(128);
  }

  @Test
  void leavesHalfOfTheFilesToTheOthers() {
    assertThat(new ConnectionBudget(2_000 * MB, 500).limit(1_000)).isEqualTo(250);
  }

  @Test
  void hasSomeInAnyCase() {
    assertThat(new ConnectionBudget(MB, -1).limit(1_000)).isEqualTo(16);
  }

  @Test
  void knowsThisProcess() {
    assertThat(ConnectionBudget.now().heapBytes()).isPositive();
    assertThat(ConnectionBudget.now().freeFiles()).isPositive();
  }
}
