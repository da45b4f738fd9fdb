package io.botfunnel.starter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The dashboard and the alerts of {@code config/} ask for what a bot really tells. */
class MonitoringTest {
  private static final Path CONFIG = Path.of("..", "config");

  /** Prometheus itself tells it. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  @TempDir Path folder;

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(CONFIG.resolve("grafana/botfunnel.json").toFile());
  }

  private static Stream<JsonNode> panels() throws IOException {
    return StreamSupport.stream(dashboard().get("panels").spliterator(), false);
  }

  private static Stream<JsonNode> graphs() throws IOException {
    return panels().filter(panel -> !panel.get("type").asText().equals("row"));
  }

  /** An alert as an operator reads it. */
  private record Alert(String name, String expr, String severity, String summary, String remedy) {
    static Alert of(JsonNode rule) {
      return new Alert(
          rule.path("alert").asText(),
          rule.path("expr").asText(),
          rule.path("labels").path("severity").asText(),
          rule.path("annotations").path("summary").asText(),
          rule.path("annotations").path("remedy").asText());
    }
  }

  static List<Alert> alerts() throws IOException {
    Object yaml = new Yaml().load(Files.readString(CONFIG.resolve("prometheus/alerts.yml")));
    JsonNode groups = new ObjectMapper().valueToTree(yaml).path("groups");
    return groups.findValues("rules").stream()
        .flatMap(rules -> StreamSupport.stream(rules.spliterator(), false))
        .map(Alert::of)
        .toList();
  }

  /** Of a bot that has earned money, and collected its garbage. */
  private Set<String> told() {
    try (TestBot given = new TestBot(folder);
        BotApplication bot = given.start(context -> {})) {
      bot.tracking().user(42).deposit("25.00", "USD", "1");
      await().until(() -> bot.health().outbox().delivered() == 1);
      System.gc();
      await().until(() -> bot.metrics().contains("jvm_gc_pause_seconds"));
      Set<String> names = new TreeSet<>(OF_PROMETHEUS);
      names.addAll(new Scrape(bot.metrics()).names());
      return names;
    }
  }

  private static Set<String> asked(Stream<String> expressions) {
    Set<String> asked = new TreeSet<>();
    expressions.map(PromQl::new).map(PromQl::metrics).forEach(asked::addAll);
    return asked;
  }

  @Nested
  class EveryMetric {
    @Test
    void ofTheDashboardAndTheAlertsIsTold() throws IOException {
      Set<String> ofTheDashboard =
          asked(graphs().flatMap(panel -> panel.findValuesAsText("expr").stream()));
      Set<String> ofTheAlerts = asked(alerts().stream().map(Alert::expr));
      assertThat(ofTheDashboard).hasSizeGreaterThan(20);
      assertThat(ofTheAlerts).hasSizeGreaterThan(8);
      assertThat(told()).containsAll(ofTheDashboard).containsAll(ofTheAlerts);
    }

    @Test
    void ofOursIsOnTheDashboard() throws IOException {
      String expressions =
          graphs().flatMap(panel -> panel.findValuesAsText("expr").stream()).collect(joining("\n"));
      assertThat(told())
          .filteredOn(name -> name.startsWith("botfunnel_"))
          .map(name -> name.replaceFirst("_(sum|count|max)$", "_bucket"))
          .allSatisfy(name -> assertThat(expressions).contains(name));
    }

    @Test
    void ofAnExpressionIsFound() {
      String expression =
          "sum by (le, topic) (rate(a_bucket{x=\"y_z\"}[5m])) / on(job) b_total > 1e3 or absent(up{job=\"c\"})";
      assertThat(new PromQl(expression).metrics()).containsExactly("a_bucket", "b_total", "up");
    }
  }

  @Nested
  class AnAlert {
    @Test
    void hasANameOfItsOwn() throws IOException {
      assertThat(alerts()).hasSize(15).extracting(Alert::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("io.botfunnel.starter.MonitoringTest#alerts")
    void saysWhatIsWrongAndWhatToDo(Alert alert) throws IOException {
      assertThat(alert.name()).startsWith("BotFunnel");
      assertThat(alert.severity()).isIn("critical", "warning");
      assertThat(alert.summary()).isNotBlank();
      assertThat(alert.remedy()).matches("(?s).{20,}See docs/operations\\.md#[a-z-]+");
      assertThat(anchors()).contains(alert.remedy().replaceFirst("(?s).*#", ""));
    }

    @ParameterizedTest
    @MethodSource("io.botfunnel.starter.MonitoringTest#alerts")
    void isExplainedToTheOperator(Alert alert) throws IOException {
      assertThat(operations()).contains("`" + alert.name() + "`");
    }

    private List<String> anchors() throws IOException {
      return Pattern.compile("(?m)^#+ (.*)$")
          .matcher(operations())
          .results()
          .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
          .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
          .toList();
    }

    private String operations() throws IOException {
      return Files.readString(Path.of("..", "docs", "operations.md"));
    }
  }

  @Nested
  class TheDashboard {
    @Test
    void hasTheRowsThatAnOperatorAsksFor() throws IOException {
      assertThat(panels().filter(panel -> panel.get("type").asText().equals("row")))
          .extracting(row -> row.get("title").asText())
          .containsExactly(
              "Is it flowing?", "What is stuck?", "Funnel and money", "Delivery", "JVM");
    }

    @Test
    void asksTheOneDataSourceThatIsChosen() throws IOException {
      assertThat(dashboard().get("templating").get("list"))
          .singleElement()
          .satisfies(variable -> assertThat(variable.get("type").asText()).isEqualTo("datasource"));
      assertThat(graphs())
          .allSatisfy(
              panel ->
                  assertThat(panel.findValuesAsText("uid"))
                      .isNotEmpty()
                      .containsOnly("${datasource}"));
    }

    @Test
    void explainsEachPanel() throws IOException {
      assertThat(graphs())
          .allSatisfy(panel -> assertThat(panel.get("description").asText()).endsWith("."));
      assertThat(panels()).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
    }

    @Test
    void fillsTheWidthOfEachOfItsLines() throws IOException {
      Map<Integer, Integer> widths = new TreeMap<>();
      panels()
          .map(panel -> panel.get("gridPos"))
          .forEach(at -> widths.merge(at.get("y").asInt(), at.get("w").asInt(), Integer::sum));
      assertThat(widths.values()).containsOnly(24);
    }
  }
}
