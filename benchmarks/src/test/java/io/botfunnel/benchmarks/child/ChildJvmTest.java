package io.botfunnel.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  private ChildJvm child;

  @BeforeEach
  void start() throws Exception {
    child = ChildJvm.start("-Xmx32m");
  }

  @AfterEach
  void end() throws Exception {
    child.close();
  }

  @Test
  void aTaskKeepsWhatItNeedsForTheNextRequest() throws Exception {
    child.run(Counting.class, Arguments.none().with("by", 2));

    assertThat(child.run(Counting.class, Arguments.none().with("by", 3)).get("count")).isEqualTo(5);
  }

  @Test
  void aFailureIsToldAndTheChildGoesOn() throws Exception {
    assertThatThrownBy(() -> child.run(Counting.class, Arguments.none()))
        .hasMessageContaining("The request has no by");

    assertThat(child.run(Counting.class, Arguments.none().with("by", 1)).get("count")).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitOnALineIsNotSent() {
    assertThatThrownBy(() -> Arguments.none().with("by", "1\n2"))
        .hasMessageContaining("Cannot be sent");
  }

  /** Adds what it is told, and prints in between. */
  public static final class Counting implements Task {
    private int count;

    /** From nothing. */
    public Counting() {}

    @Override
    public Measured run(Arguments arguments) {
      System.out.println("printed in between");
      count += arguments.number("by");
      return Measured.nothing().with("count", count);
    }
  }
}
