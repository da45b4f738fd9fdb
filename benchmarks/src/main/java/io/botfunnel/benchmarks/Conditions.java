package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.h2.engine.Constants;

/** The conditions of a measurement: the settings and the machine. */
final class Conditions {
  /** Requests in flight, for us and the bare client; our default. */
  static final int IN_FLIGHT = 64;

  static final int TRANSACTION_OUTBOX_THREADS = 32;

  /** The heap of each contender. */
  static final String CONTENDER_HEAP = "-Xmx512m";

  /** The heap of the process that fills the large backlog, which is not measured. */
  static final String FILLER_HEAP = "-Xmx2g";

  private static final int DB_SCHEDULER_THREADS = 100;
  private static final String DB_SCHEDULER_LOWER = "2.0";
  private static final String DB_SCHEDULER_UPPER = "6.0";

  private Conditions() {}

  static Arguments dbScheduler(Arguments arguments) {
    return arguments
        .with("threads", DB_SCHEDULER_THREADS)
        .with("lower", DB_SCHEDULER_LOWER)
        .with("upper", DB_SCHEDULER_UPPER);
  }

  /** Returns all conditions as lines. */
  static List<String> lines(Scale scale) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s, %s %s; %d cores; contenders each in a JVM of their own with %s, the server too"
            .formatted(
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                CONTENDER_HEAP));
    lines.add(scale.toString());
    lines.add(
        "H2 %s, httpclient5 %s, HikariCP %s, JMH %s"
            .formatted(
                Constants.VERSION,
                version("org.apache.httpcomponents.client5", "httpclient5"),
                version("com.zaxxer", "HikariCP"),
                version("org.openjdk.jmh", "jmh-core")));
    lines.add(
        "transaction-outbox %s: unordered, %d threads, flush in a loop"
            .formatted(
                version("com.gruelbox", "transactionoutbox-core"), TRANSACTION_OUTBOX_THREADS));
    lines.add(
        "db-scheduler %s: %d threads, fetch %s/%s"
            .formatted(
                version("com.github.kagkarlsson", "db-scheduler"),
                DB_SCHEDULER_THREADS,
                DB_SCHEDULER_LOWER,
                DB_SCHEDULER_UPPER));
    lines.add("in flight: %d, ours and bare httpclient5".formatted(IN_FLIGHT));
    return lines;
  }

  private static String version(String group, String artifact) {
    String file = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
    try (InputStream in = Conditions.class.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "?");
    } catch (IOException e) {
      return "?";
    }
  }
}
