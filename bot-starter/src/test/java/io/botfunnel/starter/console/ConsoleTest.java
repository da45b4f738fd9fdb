package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.starter.console.json.ConsoleJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ConsoleTest extends OneBot {
  private static final Clock CLOCK = Clock.systemUTC();

  private ListAppender<ILoggingEvent> log;
  private final Logger logger = (Logger) LoggerFactory.getLogger(Console.class);

  @BeforeEach
  void listenToTheLog() {
    log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leaveTheLog() {
    logger.detachAndStopAllAppenders();
  }

  private List<String> logged() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private Console start(int port, Path file) {
    return Console.start(TestBot.watched(bot), port, Optional.of(file), CLOCK).orElseThrow();
  }

  private Console start() {
    return Console.start(TestBot.watched(bot), 0, Optional.empty(), CLOCK).orElseThrow();
  }

  private static int portOf(Console console) {
    return console.address().url().getPort();
  }

  @Nested
  class Starting {
    @Test
    void logsWhereItIsAndTheCommandThatOpensItAndNoKey() {
      try (Console console = start()) {
        String link = console.link().toString();
        assertThat(link).matches("http://127\\.0\\.0\\.1:\\d+/#key=[A-Za-z0-9_-]{43}");
        assertThat(logged())
            .singleElement()
            .asString()
            .contains("http://127.0.0.1:" + portOf(console) + "/: the command console prints")
            .doesNotContain("key", console.address().key());
        assertThat(console.address().toString()).doesNotContain(console.address().key());
      }
    }

    @Test
    void makesANewKeyEachTime() {
      try (Console one = start();
          Console other = start()) {
        assertThat(one.address().key()).isNotEqualTo(other.address().key());
        assertThat(Operator.of(one.address()).get("/api/status").statusCode()).isEqualTo(200);
      }
    }

    @Test
    void keepsToThisMachine() throws IOException {
      try (Console console = start();
          ServerSocket elsewhere =
              new ServerSocket(portOf(console), 1, InetAddress.getByName("127.0.0.2"))) {
        assertThat(elsewhere.isBound()).as("no other address was taken").isTrue();
      }
    }

    @Test
    void leavesNoThreadThatKeepsAProcessAlive() {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      try (Console console = start()) {
        Operator.of(console.address()).get("/api/status");
        assertThat(Thread.getAllStackTraces().keySet())
            .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
            .filteredOn(thread -> !thread.getName().startsWith("HttpClient"))
            .isEmpty();
      }
    }

    @Test
    void onAPortInUseWarnsWithTheRemedyAndTheBotRuns(@TempDir Path folder) throws IOException {
      try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          TestBot other = new TestBot(folder)) {
        String port = String.valueOf(used.getLocalPort());
        other.with("console.enabled", "true").with("console.port", port);
        try (BotApplication running = other.start(context -> context.reply("here"))) {
          assertThat(running.console()).isEmpty();
          assertThat(logged())
              .singleElement()
              .asString()
              .contains("127.0.0.1:" + port, "in use", "The bot runs without it", "CONSOLE_PORT");
          other.telegram.user(1).says("hello");
          await().until(() -> !other.telegram.sentTo(1).isEmpty());
          assertThat(folder.resolve("outbox.console")).doesNotExist();
        }
      }
    }

    @Test
    void doesNotHappenWhereItIsSwitchedOff(@TempDir Path folder) {
      try (TestBot other = new TestBot(folder);
          BotApplication running = other.start(context -> {})) {
        assertThat(running.console()).isEmpty();
        assertThat(logged()).isEmpty();
      }
    }
  }

  @Nested
  class Stopping {
    @Test
    void takesLessThanASecondWhilePagesListen() throws IOException {
      Console console = start();
      try (LivePage page = LivePage.open(console.address());
          Socket slow = Raw.to(console.address()).listenUnread()) {
        await().until(() -> !page.of("funnel").isEmpty());
        assertThat(timed(console::close)).isLessThan(Duration.ofSeconds(1));
        await().until(page::ended);
        assertThat(slow.isClosed()).isFalse();
      }
    }

    @Test
    void twiceIsOnce() {
      Console console = start();
      console.close();
      console.close();
      assertThat(logged()).hasSize(1);
    }

    @Test
    void freesThePortForTheNextStart(@TempDir Path folder) {
      Console first = start();
      Operator.of(first.address()).get("/api/status");
      first.close();
      try (Console next = start(portOf(first), folder.resolve("f"))) {
        assertThat(portOf(next)).isEqualTo(portOf(first));
      }
    }

    private static Duration timed(Runnable action) {
      long start = System.nanoTime();
      action.run();
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  @Nested
  class TheFileForCommands {
    @TempDir private Path place;

    @Test
    void tellsItsOwnerAloneWhereTheConsoleIs() throws IOException {
      Path file = place.resolve("outbox.console");
      try (Console console = start(0, file)) {
        assertThat(ConsoleJson.read(Files.readString(file), ConsoleAddress.class))
            .isEqualTo(console.address());
        assertThat(Files.readString(file))
            .isEqualTo(
                "{\"url\":\"http://127.0.0.1:%d\",\"key\":\"%s\",\"pid\":%d}"
                    .formatted(
                        portOf(console), console.address().key(), ProcessHandle.current().pid()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
      assertThat(place).isEmptyDirectory();
    }

    @Test
    void isBesideTheOutbox() {
      Path file = folder.resolve("outbox.console");
      assertThat(file).isRegularFile();
      assertThat(ConsoleAddress.file(folder.resolve("outbox").toString())).hasValue(file);
      assertThat(ConsoleAddress.file("jdbc:postgresql://host/db?password=x")).isEmpty();
    }

    @Test
    void takesThePlaceOfOneThatACrashLeftBehind() throws IOException {
      Path file = Files.writeString(place.resolve("outbox.console"), "{\"url\":\"http://old\"}");
      try (Console console = start(0, file)) {
        assertThat(Files.readString(file)).contains(console.address().key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }

    @Test
    void goesAtTheNextStartEvenIfNoConsoleIsServedThen() throws IOException {
      try (TestBot other = new TestBot(place)) {
        Path file = Files.writeString(place.resolve("outbox.console"), "{\"url\":\"http://old\"}");
        try (BotApplication running = other.start(context -> {})) {
          assertThat(running.console()).isEmpty();
          assertThat(file).doesNotExist();
        }
      }
    }

    @Test
    void ofAnotherBotThatHasTakenItsPlaceStays() throws IOException {
      Path file = place.resolve("console-0.console");
      Console first = start(0, file);
      try (Console second = start(0, file)) {
        first.close();
        assertThat(Files.readString(file)).contains(second.address().key());
      }
      assertThat(file).doesNotExist();
    }

    @Test
    void isInTheFolderDataForAnOutboxInPostgresql() {
      assertThat(ConsoleAddress.file("jdbc:postgresql://host/db?password=x", 8090))
          .isEqualTo(Path.of("data/console-8090.console").toAbsolutePath());
    }

    @Test
    void isDoneWithoutWhereItCannotBeWritten() throws IOException {
      Path noFolder = Files.createFile(place.resolve("no-folder"));
      try (Console console = start(0, noFolder.resolve("outbox.console"))) {
        assertThat(Operator.of(console.address()).get("/api/status").statusCode()).isEqualTo(200);
      }
    }
  }

  @Nested
  class Metrics {
    @Test
    void areServedWithoutAKeyWhereTheyAreKept() {
      Supplier<String> text = () -> "botfunnel_up 1\n";
      try (Console console =
          Console.start(new Measured(TestBot.watched(bot), text), 0, Optional.empty(), CLOCK)
              .orElseThrow()) {
        var answer = Operator.of(console.address()).stranger().get("/metrics");
        assertThat(answer.body()).isEqualTo("botfunnel_up 1\n");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
            .startsWith("text/plain")
            .contains("version=0.0.4");
      }
    }

    @Test
    void keepNobodyFromTheHealthWhileTheyAreRead() throws Exception {
      CountDownLatch readable = new CountDownLatch(1);
      Supplier<String> text =
          () -> {
            awaitUnchecked(readable);
            return "botfunnel_up 1\n";
          };
      try (Console console =
          Console.start(new Measured(TestBot.watched(bot), text), 0, Optional.empty(), CLOCK)
              .orElseThrow()) {
        Operator stranger = Operator.of(console.address()).stranger();
        List<CompletableFuture<String>> asked =
            Stream.generate(() -> stranger.soon("/metrics")).limit(30).toList();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    asked.stream().filter(CompletableFuture::isDone).count()
                        == 30 - MetricsEndpoint.MAX_CONCURRENT_READS);
        assertThat(stranger.soon("/health/live").get(30, TimeUnit.SECONDS)).contains("true");
        readable.countDown();
        assertThat(asked.stream().map(CompletableFuture::join))
            .filteredOn(answer -> !answer.contains("others read the metrics now"))
            .containsOnly("botfunnel_up 1\n")
            .hasSize(MetricsEndpoint.MAX_CONCURRENT_READS);
        assertThat(stranger.get("/metrics").headers().firstValue("Connection")).hasValue("close");
      }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Test
    void askForTheKeyThatIsSet() {
      WatchedBot measured = new Measured(TestBot.watched(bot), () -> "botfunnel_up 1\n");
      ConsoleConfig config =
          new ConsoleConfig(0, Optional.empty(), Optional.of("a-key-for-prometheus"));
      assertThat(config.toString()).doesNotContain("a-key-for");
      try (Console console = Console.start(List.of(measured), config, CLOCK).orElseThrow()) {
        Operator stranger = Operator.of(console.address()).stranger();
        for (String wrong :
            new String[] {
              "", "Bearer", "Bearer x", "Basic a-key-for-prometheus", "a-key-for-prometheus"
            }) {
          var refused =
              Operator.send(stranger.request("/metrics").header("Authorization", wrong).build());
          assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
          assertThat(refused.body()).contains("credentials_file").doesNotContain("botfunnel_up");
        }
        assertThat(Operator.of(console.address()).get("/metrics").statusCode())
            .as("the operator's key is another")
            .isEqualTo(401);
        var answer =
            Operator.send(
                stranger
                    .request("/metrics")
                    .header("Authorization", "Bearer a-key-for-prometheus")
                    .build());
        assertThat(answer.body()).isEqualTo("botfunnel_up 1\n");
        assertThat(stranger.get("/health/live").statusCode()).isEqualTo(200);
      }
    }
  }

  @Nested
  class TheFilesOfThePage {
    @Test
    void comeFromTheClassPath() {
      var css = operator.get("/probe.css");
      assertThat(css.body()).contains("green");
      assertThat(css.headers().firstValue("Content-Type")).hasValue("text/css;charset=utf-8");
      assertThat(operator.get("/lib/uPlot.iife.min.js").body()).contains("uPlot");
      assertThat(operator.get("/lib/uPlot.min.css").body()).contains(".uplot");
      assertThat(operator.get("/").statusCode()).isNotIn(401, 403, 500);
    }

    @Test
    void areAllThatComesFromThere() {
      for (String path :
          new String[] {
            "/Console.class", "/lib/../Console.class", "/.hidden", "/archunit.properties"
          }) {
        assertThat(operator.get(path).statusCode()).as(path).isIn(400, 404);
      }
    }
  }
}
