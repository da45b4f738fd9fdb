package io.botfunnel.starter.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppenderGuardTest {
  private static final String TOKEN = "123456789:AAF-0123456789_abcdefghijklmnopqrstu";

  @TempDir Path folder;
  private final LogCapture capture = new LogCapture();

  @Test
  void standsBeforeTheAppendersOfEveryLogger() {
    capture.log.addAppender(capture.appender());
    guard();
    capture.log.info(TOKEN);
    assertThat(capture.written()).contains(" - ***").doesNotContain("AAF-");
  }

  @Test
  void standsBeforeAnAppenderOnceHoweverOftenItIsInstalled() {
    capture.root().addAppender(capture.appender());
    guard();
    guard();
    capture.log.info("only once");
    assertThat(capture.written()).containsOnlyOnce("only once");
    assertThat(capture.root().iteratorForAppenders()).toIterable().hasSize(1);
  }

  @Test
  void standsBeforeAnAsyncAppender() {
    AsyncAppender async = new AsyncAppender();
    async.setContext(capture.context);
    async.addAppender(capture.appender());
    async.start();
    capture.root().addAppender(async);
    guard();
    capture.log.info(TOKEN);
    capture.context.stop();
    assertThat(capture.written()).contains(" - ***").doesNotContain("AAF-");
  }

  @Test
  void stopsTheAppendersWithTheContext() {
    var appender = capture.appender();
    capture.root().addAppender(appender);
    guard();
    capture.context.stop();
    assertThat(appender.isStarted()).isFalse();
  }

  @Test
  void masksWhatAnAuthorsOwnFileConfigures() throws Exception {
    configure("own.log");
    guard();
    capture.log.info(TOKEN);
    assertThat(folder.resolve("own.log")).content().isEqualToIgnoringNewLines("own ***");
  }

  @Test
  void masksAgainAfterAReload() throws Exception {
    configure("before.log");
    guard();
    configure("after.log");
    capture.log.info(TOKEN);
    assertThat(folder.resolve("after.log")).content().isEqualToIgnoringNewLines("own ***");
  }

  @Test
  void leavesOutAnEventThatCannotBeMasked() throws IOException {
    capture.root().addAppender(capture.appender());
    guard();
    capture.root().callAppenders(new BrokenEvent());
    assertThat(capture.written()).isEmpty();
    assertThat(capture.context.getStatusManager().getCopyOfStatusList().toString())
        .contains("was dropped", "IllegalStateException");
  }

  private void guard() {
    AppenderGuard.over(capture.context, capture.mask);
  }

  private void configure(String file) throws JoranException, IOException {
    Path log = Files.createFile(folder.resolve(file));
    String xml =
        """
        <configuration>
          <appender name="FILE" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>own %%msg%%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="FILE"/></root>
        </configuration>
        """
            .formatted(log);
    capture.context.reset();
    JoranConfigurator joran = new JoranConfigurator();
    joran.setContext(capture.context);
    joran.doConfigure(new ByteArrayInputStream(xml.getBytes(UTF_8)));
  }

  private static final class BrokenEvent extends ch.qos.logback.classic.spi.LoggingEvent {
    @Override
    public String getFormattedMessage() {
      throw new IllegalStateException(TOKEN);
    }
  }
}
