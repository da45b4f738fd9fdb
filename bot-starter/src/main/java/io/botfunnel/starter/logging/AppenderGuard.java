package io.botfunnel.starter.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a {@link MaskingAppender} in front of each appender of a context, now and after each reload
 * of its configuration.
 */
record AppenderGuard(LoggerContext context, SecretMask mask) implements ConfigurationEventListener {

  /** Guards a context; tolerates repeated calls. */
  static void over(LoggerContext context, SecretMask mask) {
    AppenderGuard guard = new AppenderGuard(context, mask);
    // Equal guards count as one listener, and a context keeps its listeners over a reset.
    context.removeConfigurationEventListener(guard);
    context.addConfigurationEventListener(guard);
    guard.wrapAll();
  }

  /**
   * Wraps on every event, because wrapping is idempotent and even a failed reload adds appenders.
   */
  @Override
  public void listen(ConfigurationEvent event) {
    wrapAll();
  }

  private void wrapAll() {
    context.getLoggerList().forEach(this::wrap);
  }

  private void wrap(Logger logger) {
    for (Appender<ILoggingEvent> appender : appendersOf(logger)) {
      if (!(appender instanceof MaskingAppender)) {
        wrap(logger, appender);
      }
    }
  }

  /**
   * Adds the new appender before it removes the old one: a line may appear twice, once unmasked,
   * but none is lost.
   */
  private void wrap(Logger logger, Appender<ILoggingEvent> appender) {
    MaskingAppender masking = new MaskingAppender(appender, mask);
    masking.setContext(context);
    logger.addAppender(masking);
    logger.detachAppender(appender);
  }

  private static List<Appender<ILoggingEvent>> appendersOf(Logger logger) {
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    logger.iteratorForAppenders().forEachRemaining(appenders::add);
    return appenders;
  }
}
