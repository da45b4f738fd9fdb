package io.botfunnel.starter.cli.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.State;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFormatTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\uff20x"})
  void aQuoteStandsBeforeAFormula(String eid) throws IOException {
    StringBuilder csv = new StringBuilder();
    ExportFormat.CSV.to(csv).write(entry(eid));
    assertThat(csv.toString().lines().skip(1).findFirst().orElseThrow())
        .startsWith("1,registration,'" + eid);
  }

  /** A spreadsheet that separates cells by semicolons splits a cell of ours that has one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"tx;=1+1|tx;'=1+1", "tx;;-2|tx;;'-2", "tx; @A|tx; '@A", "a=1;b-2|a=1;b-2"})
  void aQuoteStandsBeforeAFormulaBehindASemicolon(String eid, String cell) throws IOException {
    StringBuilder csv = new StringBuilder();
    ExportFormat.CSV.to(csv).write(entry(eid));
    assertThat(csv).contains("1,registration," + cell + ",");
  }

  @Test
  void aRowIsALineThatNoTerminalObeys() throws IOException {
    StringBuilder csv = new StringBuilder();
    ExportFormat.CSV.to(csv).write(entry("\t=1\n2,registration\u001b[2J"));
    assertThat(csv.toString().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("1,registration,\"\\t=1\\n2,registration\\u001b[2J\",");
  }

  private static Recorded entry(String eid) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    return new Recorded(
        1, "registration", eid, null, null, "", State.WAITING, 0, null, at, null, null);
  }
}
