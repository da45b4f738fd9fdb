package io.botfunnel.starter.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class TerminalProgressTest {
  private final PrintStream real = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void watch() {
    System.setErr(new PrintStream(shown, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(real);
  }

  @Test
  void isABarWhereSomebodyWatches() {
    work(true);
    assertThat(shown.toString(UTF_8)).contains("Exporting", "7/10");
  }

  @Test
  void isNothingWhereNobodyDoes() {
    work(false);
    assertThat(shown.toString(UTF_8)).isEmpty();
  }

  private static void work(boolean watched) {
    try (TerminalProgress progress = TerminalProgress.of("Exporting", 10, new Somebody(watched))) {
      progress.did(3);
      progress.did(4);
    }
  }

  private record Somebody(boolean interactive) implements Terminal {
    @Override
    public String ask(String question) {
      return "";
    }
  }
}
