package io.botfunnel.starter.cli.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.cli.output.Output;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class EntryPrinterTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aQuarantinedOneSaysWhenItIsTriedAgain() {
    Recorded quarantined =
        new Recorded(
            1,
            "update",
            "7",
            null,
            null,
            "",
            State.REFUSED,
            0,
            "it died",
            AT,
            AT,
            AT.plusSeconds(600));
    assertThat(shown(quarantined))
        .contains("it died; next try after " + DisplayText.time(AT.plusSeconds(600)));
  }

  @Test
  void aLongCellIsCut() {
    Recorded flood =
        new Recorded(
            1, "contact", "c", null, null, "", State.REFUSED, 0, "x".repeat(400), AT, AT, null);
    assertThat(shown(flood)).contains("x".repeat(240) + "…").doesNotContain("x".repeat(241));
  }

  @Command
  private record Listing(List<Recorded> entries, @Mixin Output output) implements Runnable {
    @Override
    public void run() {
      EntryPrinter.print(output, entries, AT);
    }
  }

  private static String shown(Recorded entry) {
    StringWriter out = new StringWriter();
    new CommandLine(new Listing(List.of(entry), new Output()))
        .setOut(new PrintWriter(out, true))
        .execute();
    return out.toString();
  }
}
