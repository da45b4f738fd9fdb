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
 * Puts a {@link MaskingAppender} before each appender of a context, now and after each reload of
 * its configuration.
 */
record AppenderGuard(LoggerContext context, SecretMask mask) implements ConfigurationEventListener {

  /** Tolerates repeated calls. */
  static void over(LoggerContext context, SecretMask mask) {
    AppenderGuard guard = new AppenderGuard(context, mask);
    // Equal guards are one listener; a context keeps its listeners over a reset
    context.removeConfigurationEventListener(guard);
    context.addConfigurationEventListener(guard);
    guard.wrapAll();
  }

  /** Any event will do: the wrapping is idempotent, and a failed reload leaves appenders too. */
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

  /** In this order a line may come twice, masked and not, but none is lost. */
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
