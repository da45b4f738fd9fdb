package io.botfunnel.starter.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign text in the log neither begins a line nor is obeyed by a terminal. */
class SingleLineEventsTest {
  private static final String FORGED =
      "2026-11-29T00:00:00.000Z ERROR [main] i.b.starter.Example - all is lost";
  private static final String ESCAPES = "\u001b[2J\u001b]0;title\u0007\u009b31m\u202ecba\u0085";

  private final LogCapture capture = LogCapture.guarded();

  private void assertNothingForged(String written) {
    assertThat(written).contains("all is lost");
    assertThat(written.lines()).noneMatch(line -> line.startsWith("2026-11-29T00:00:00.000Z"));
    assertThat(written).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b"})
  void aMessageIsOneLine(String lineBreak) {
    capture.log.warn("a user says {}", "hello" + lineBreak + FORGED + ESCAPES);
    assertNothingForged(capture.written());
    assertThat(capture.written().lines()).hasSize(1);
    assertThat(capture.written()).contains("a user says hello\\", "\\u001b[2J", "\\u009b31m");
  }

  @Test
  void theMessagesOfExceptionsDoNotBeginALine() {
    IOException thrown = new IOException("x\n" + FORGED, new IOException("why\r\n" + FORGED));
    thrown.addSuppressed(new IOException(ESCAPES + "\n" + FORGED));
    capture.log.error("It failed", thrown);
    assertNothingForged(capture.written());
    assertThat(capture.written().lines().skip(1))
        .as("a stack trace keeps its lines")
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.matches("(\\t|java\\.io\\.IOException: x|Caused by: |\\s).*"));
  }

  @Test
  void theNameOfAThreadIsOneLineToo() throws InterruptedException {
    Thread thread = new Thread(() -> capture.log.info("here"), "pool\n" + FORGED);
    thread.start();
    thread.join();
    assertNothingForged(capture.written());
  }

  @Test
  void holdsForAnAuthorsOwnPattern() {
    LogCapture own = new LogCapture();
    own.root().addAppender(own.appenderWithPattern("%msg%n"));
    AppenderGuard.over(own.context, own.mask);
    own.log.info("hello\n" + FORGED, new IOException("x\n" + FORGED));
    assertNothingForged(own.written());
  }

  @Test
  void holdsBehindAnAsynchronousAppender() {
    LogCapture own = new LogCapture();
    AsyncAppender async = new AsyncAppender();
    async.setContext(own.context);
    async.addAppender(own.appenderWithPattern("%msg%n"));
    async.start();
    own.root().addAppender(async);
    AppenderGuard.over(own.context, own.mask);
    own.log.info("hello\n" + FORGED);
    async.stop(); // writes what waits
    assertNothingForged(own.written());
  }

  @Test
  void aColourInAMessageIsNone() {
    capture.log.info("\u001b[31mred");
    assertThat(capture.written()).endsWith(" - \\u001b[31mred" + System.lineSeparator());
  }

  @Test
  void anEventWithoutAnyOfThatIsLeftAsItIs() {
    capture.log.info("plain, as most are → fine");
    ILoggingEvent event =
        new ch.qos.logback.classic.spi.LoggingEvent(
            "x", capture.log, ch.qos.logback.classic.Level.INFO, "plain", null, null);
    assertThat(SingleLineEvents.of(event)).isSameAs(event);
    assertThat(capture.written()).contains("plain, as most are → fine");
  }
}
