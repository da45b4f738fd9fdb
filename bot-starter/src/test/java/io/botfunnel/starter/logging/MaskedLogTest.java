package io.botfunnel.starter.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MaskedLogTest {
  private static final String TOKEN = "123456789:AAF-0123456789_abcdefghijklmnopqrstu";
  private static final String BEARER = "s3cr3t/bearer+key";

  private final LogCapture capture = LogCapture.guarded();

  @BeforeEach
  void hideTheBearer() {
    capture.mask.hide(BEARER);
  }

  private void assertHidden() {
    assertThat(capture.written()).contains("***").doesNotContain("AAF-0123").doesNotContain("s3cr");
  }

  @Nested
  class TheLine {
    @Test
    void isReadable() {
      capture.log.info("The bot has started");
      assertThat(capture.written())
          .matches(
              "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  "
                  + "\\[[^]]+] i\\.b\\.starter\\.Example - The bot has started\\R");
    }

    @Test
    void hidesASecretInTheMessage() {
      capture.log.info("GET https://api.telegram.org/bot" + TOKEN + "/getUpdates with " + BEARER);
      assertHidden();
      assertThat(capture.written()).contains("https://api.telegram.org/bot***/getUpdates with ***");
    }

    @Test
    void hidesASecretInAnArgument() {
      capture.log.info("{} and {}", List.of(TOKEN), new String[] {BEARER});
      assertHidden();
    }

    @Test
    void hidesASecretThatPatternAndArgumentMakeTogether() {
      capture.log.info("bot {}:{}", 123456789, TOKEN.substring(10));
      assertHidden();
    }

    @Test
    void hidesASecretInTheNameOfTheThread() throws InterruptedException {
      Thread thread = new Thread(() -> capture.log.info("here"), "poll-" + TOKEN);
      thread.start();
      thread.join();
      assertHidden();
    }

    @Test
    void isWrittenThoughAnArgumentCannotBeShown() {
      capture.log.info("{}", new Unshowable());
      assertThat(capture.written()).contains("FAILED toString()");
    }
  }

  @Nested
  class TheStackTrace {
    @Test
    void hidesASecretInTheExceptionItsCauseAndWhatItSuppressed() {
      IOException thrown = new IOException("at " + TOKEN, new IllegalStateException(BEARER));
      thrown.addSuppressed(new IOException("/bot" + TOKEN + "/x", new IOException(BEARER)));
      capture.log.error("It failed", thrown);
      assertHidden();
    }

    @Test
    void hidesASecretInTheToStringOfAnException() {
      capture.log.error("It failed", new Telling());
      assertHidden();
    }

    @Test
    void keepsFramesClassesAndCauses() {
      capture.log.error("It failed", new IOException(TOKEN, new IllegalStateException("why")));
      assertThat(capture.written())
          .contains("java.io.IOException: ***", "\tat " + MaskedLogTest.class.getName())
          .contains("Caused by: java.lang.IllegalStateException: why", "common frames omitted");
    }

    @Test
    void survivesACircleOfCauses() {
      IOException one = new IOException(TOKEN);
      IOException two = new IOException(BEARER, one);
      one.initCause(two);
      capture.log.error("It failed", one);
      assertHidden();
    }
  }

  @Nested
  class TheEvent {
    private final ListAppender<ILoggingEvent> events =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent event) {
            event.getCallerData(); // is taken from the stack of now
            super.append(event);
          }
        };

    @BeforeEach
    void attach() {
      events.start();
      capture.root().addAppender(events);
      AppenderGuard.over(capture.context, capture.mask);
    }

    private ILoggingEvent only() {
      assertThat(events.list).hasSize(1);
      return Objects.requireNonNull(events.list.get(0));
    }

    @Test
    void hidesItsFieldsFromAppendersThatWriteNoLines() {
      Objects.requireNonNull(capture.context.getMDCAdapter()).put("who", TOKEN);
      capture.log.atWarn().addKeyValue("key", BEARER).log(TOKEN + " {}", BEARER);
      assertThat(only().getMessage()).isEqualTo("*** {}");
      assertThat(only().getArgumentArray()).containsExactly("***");
      assertThat(only().getKeyValuePairs()).hasToString("[key=\"***\"]");
      assertThat(only().getMDCPropertyMap()).containsEntry("who", "***");
    }

    @Test
    void keepsWhatIsNoSecret() {
      capture.log.warn("{}", TOKEN);
      assertThat(only().getLevel()).hasToString("WARN");
      assertThat(only().getLoggerName()).isEqualTo("io.botfunnel.starter.Example");
      assertThat(only().getInstant()).isNotNull();
      assertThat(only().getCallerData()[0].getClassName()).isEqualTo(TheEvent.class.getName());
    }

    @Test
    void isTheOriginalWhereThereIsNothingToHide() {
      capture.log.info("{} users", 5);
      assertThat(only()).isNotInstanceOf(RewrittenEvent.class);
      assertThat(only().getArgumentArray()).containsExactly(5);
    }
  }

  private static final class Unshowable {
    @Override
    public String toString() {
      throw new IllegalStateException("cannot be shown");
    }
  }

  @SuppressWarnings("OverrideThrowableToString") // Telegram's exceptions do
  private static final class Telling extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      return "Telling " + TOKEN;
    }
  }
}
