package io.botfunnel.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private final Report report = new Report();

  @Test
  void resultsAreOneFlatObjectWithTheSpreadBesideTheMedian(@TempDir Path folder) throws Exception {
    report.keep(Figure.APPEND_DURABLE_RATIO, new Spread(12.3456, 11, 13));
    report.keep("append.durable.per_s", new Spread(20_000, 19_000, 21_000));

    report.write(folder.resolve("made/results.json"));

    JsonNode json =
        new ObjectMapper().readTree(Files.readString(folder.resolve("made/results.json")));
    assertThat(json).hasSize(6).allMatch(JsonNode::isNumber);
    assertThat(json.get("append.durable.ratio").doubleValue()).isEqualTo(12.346);
    assertThat(json.get("append.durable.ratio.max").doubleValue()).isEqualTo(13);
    assertThat(json.get("append.durable.per_s.min").doubleValue()).isEqualTo(19_000);
  }

  @Test
  void theTableSaysWhetherAFigureHolds() {
    report.keep(Figure.APPEND_DURABLE_RATIO, new Spread(9.5, 9, 10));
    report.keep(Figure.DRAIN_VS_DB_SCHEDULER, new Spread(3, 2, 4));

    assertThat(Table.of(report)).hasSize(3);
    assertThat(Table.of(report).get(1)).contains("9.50").contains("≥ 10").contains("NO");
    assertThat(Table.of(report).get(2)).contains("2 … 4").contains("yes");
  }

  @Test
  void whatSupportsTheFiguresIsListedApart() {
    report.keep(Figure.APPEND_DURABLE_RATIO, new Spread(9.5, 9, 10));
    report.keep("append.durable.per_s", new Spread(20_000, 19_000, 21_000));

    assertThat(Table.support(report))
        .singleElement()
        .asString()
        .contains("append.durable.per_s")
        .contains("20,000");
  }
}
