package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.operations.Recorded;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntriesTest {
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
    StringWriter shown = new StringWriter();
    PrintWriter out = new PrintWriter(shown);
    Entries.print(out, List.of(quarantined), AT);
    out.flush();
    assertThat(shown.toString())
        .contains("it died; next try after " + Shown.time(AT.plusSeconds(600)));
  }
}
