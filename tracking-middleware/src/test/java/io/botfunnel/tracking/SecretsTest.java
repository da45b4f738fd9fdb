package io.botfunnel.tracking;

import static io.botfunnel.tracking.delivery.EndpointHealth.Status.RUNNING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.outbox.Topic;
import io.botfunnel.tracking.xtracker.Click;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Secrets stay secret: the ninth promise. */
class SecretsTest extends EndToEndTest {
  private static final List<String> LOGGERS = List.of("io.botfunnel", "org.apache.hc");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    LOGGERS.forEach(name -> listenTo(logger(name)));
  }

  @AfterEach
  void stopListening() {
    logger("io.botfunnel").setLevel(Level.INFO);
    logger("org.apache.hc").setLevel(Level.OFF);
    LOGGERS.forEach(
        name -> {
          logger(name).detachAppender(log);
          logger(name).setAdditive(true);
        });
  }

  private void listenTo(Logger logger) {
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  private String logged() {
    StringBuilder all = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      all.append(event.getFormattedMessage()).append('\n');
      if (event.getThrowableProxy() != null) {
        all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    return all.toString();
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void assertSecret(Object text) {
    assertThat(text.toString()).doesNotContain(xtracker.bearer());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SLOW_ANSWER"})
  void theBearerIsInNoLogNoExceptionAndNoReason(Fault fault) {
    xtracker.fail(fault);
    LongStream.rangeClosed(1, 5).forEach(user -> tracking.user(user).contact());
    await(() -> endpoint().status() != RUNNING || books().waiting() == 0);
    Throwable notRegistered =
        Objects.requireNonNull(
            catchThrowable(() -> tracking.registerClick(new Click("promo", null, null, null))));
    assertSecret(stackTrace(notRegistered));
    assertSecret(tracking.health());
    LongStream.rangeClosed(1, 5).forEach(user -> assertSecret(tracking.timeline(user)));
    tracking.close();
    assertThat(logged()).isNotEmpty();
    assertSecret(logged());
  }

  @Test
  void theBearerIsInNoNameOfAnything() {
    TrackingBuilder builder = builder();
    assertSecret(builder);
    assertSecret(tracking);
    assertSecret(tracking.user(ANN));
    assertSecret(tracking.postbackUrl());
    assertSecret(tracking.queue(Topic.OUTBOX));
  }

  @Test
  void theBearerIsNotInTheOutbox() throws IOException {
    xtracker.failNext(1, Fault.RESET_AFTER_RECORDING);
    tracking.bind(ANN, "abc");
    tracking.user(ANN).deposit("25", "USD", "7");
    stepUntilAllSettled();
    tracking.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertSecret(Files.readString(file, ISO_8859_1));
      }
    }
  }
}
