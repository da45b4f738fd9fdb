package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.Bot;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.settings.Given;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that fails closes what it opened, however far it had come, and whatever was thrown. */
@Tag("slow")
class FailedStartTest {
  private TestBot given;
  private Path folder;
  private int port;
  private List<String> before = List.of();

  @BeforeEach
  void give(@TempDir Path temporary) throws IOException {
    folder = temporary;
    port = FreePort.next();
    given =
        new TestBot(folder)
            .withConsole()
            .with("telegram.mode", "webhook")
            .with("telegram.webhook-url", "http://127.0.0.1:" + port + "/telegram")
            .with("telegram.webhook-secret", "webhook-secret-of-this-bot")
            .with("gateway.port", String.valueOf(port));
    before = threads();
  }

  @AfterEach
  void end() {
    given.close();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("botfunnel-"))
        .toList();
  }

  /** Each of them is missed at another step. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.botfunnel.tracking.internal.store.table.MoveMark",
        "io.botfunnel.tracking.internal.store.h2.file.H2ChunkCompactor",
        "io.botfunnel.tracking.internal.store.queue.Recorder",
        "io.botfunnel.tracking.internal.xtracker.http.Transport",
        "io.botfunnel.tracking.internal.delivery.EntrySender",
        "org.flywaydb.core.Flyway",
        "io.botfunnel.bot.telegram.WebhookReception",
        "io.botfunnel.bot.metrics.ScrapedBot",
        "io.botfunnel.starter.web.LingeringConnector",
        "io.javalin.Javalin",
        "io.botfunnel.starter.console.Console",
        "io.botfunnel.starter.console.AddressFile",
      })
  void leavesNothingBehindWhereAClassIsMissing(String missing) throws Exception {
    assertThatThrownBy(() -> new Without(missing).start(given.settings()))
        .satisfies(thrown -> assertThat(causes(thrown)).contains(NoClassDefFoundError.class));
    assertNothingIsLeft();
  }

  private static List<Class<?>> causes(Throwable thrown) {
    return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
        .<Class<?>>map(Object::getClass)
        .toList();
  }

  @Test
  void leavesNothingBehindWhereThePortOfTheGatewayIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThat(Given.failure(() -> given.start(context -> {})).faults())
          .singleElement()
          .asString()
          .contains("gateway.port");
    }
    assertNothingIsLeft();
  }

  @Test
  void leavesNothingBehindWhereTheOutboxIsDamaged() throws Exception {
    try (BotApplication bot = given.start(context -> {})) {
      await().until(bot::polling);
    }
    Path file = folder.resolve("outbox.mv.db");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 12_288));
    Map<String, String> damaged = files();
    assertThatThrownBy(() -> given.start(context -> {}))
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("The outbox %s is damaged: ".formatted(file))
        .hasMessageContaining("Run the command outbox repair");
    await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    assertThat(files()).isEqualTo(damaged);
    assertThat(Outbox.repair(folder.resolve("outbox").toString(), Clock.systemUTC()).wasDamaged())
        .isTrue();
    assertNothingIsLeft();
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> state = new TreeMap<>();
    state.put(".", Files.getLastModifiedTime(folder).toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        state.put(
            file.toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return state;
  }

  /** A second start has all that it needs: the lock, the port, and no thread but its own. */
  private void assertNothingIsLeft() throws Exception {
    await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    String outbox = Settings.from(given.settings()).tracking().outboxInUse();
    Path address = ConsoleAddress.file(outbox).orElseThrow();
    assertThat(address).doesNotExist();
    try (BotApplication bot = given.start(context -> {})) {
      await().until(bot::polling);
      assertThat(address).exists();
    }
    await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
  }

  /** The classes of this project anew, but for one that is not there. */
  private static final class Without extends URLClassLoader {
    private final String missing;

    Without(String missing) {
      super(classPath(), FailedStartTest.class.getClassLoader());
      this.missing = missing;
    }

    private static URL[] classPath() {
      return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(path -> !path.isEmpty())
          .map(Without::url)
          .toArray(URL[]::new);
    }

    private static URL url(String path) {
      try {
        return Path.of(path).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(path, e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(missing)) {
        throw new ClassNotFoundException(name + " is missing, as this test wants it");
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null
            ? known
            : isOurs(name) ? findClass(name) : super.loadClass(name, false);
      }
    }

    /** But for the log and the testkit, which are the process's. */
    private static boolean isOurs(String name) {
      return name.startsWith("io.botfunnel.")
          && !name.startsWith("io.botfunnel.starter.logging.")
          && !name.startsWith(BotApiServer.class.getPackageName());
    }

    void start(Map<String, String> settings) throws Throwable {
      try {
        loadClass(Starter.class.getName()).getMethod("start", Map.class).invoke(null, settings);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  /** Starts a bot with all that there is. */
  public static final class Starter {
    private Starter() {}

    public static void start(Map<String, String> settings) {
      BotApplication.start(
          Settings.from(settings),
          Bot.handling(context -> {}).onConversion((told, user) -> {}).onEvent(event -> {}));
    }
  }
}
