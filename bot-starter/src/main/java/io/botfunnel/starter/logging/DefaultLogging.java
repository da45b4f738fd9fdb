package io.botfunnel.starter.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * Configures logback before the first line, from an author's {@code logback.xml} or {@code
 * logback-test.xml} if there is one. Otherwise it writes one line per event to standard error, with
 * the libraries at WARN; standard output belongs to the answers of the operator's commands. Both
 * are masked.
 *
 * <p>Public only for logback's service loader. It ranks last, so a configurator of the author's own
 * goes first.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK)
public final class DefaultLogging extends ContextAwareBase implements Configurator {
  /** Libraries that report at INFO what no operator of a running bot needs. */
  private static final List<String> QUIET =
      List.of(
          "org.flywaydb",
          "com.zaxxer.hikari",
          "org.apache.hc",
          "org.telegram",
          "okhttp3",
          "io.javalin",
          "io.smallrye",
          "org.eclipse.jetty",
          "org.jboss",
          "h2database");

  /** Logs a stack trace for every failed getUpdates; our own check logs one sentence, once. */
  private static final String NOISE = "org.telegram.telegrambots.longpolling.BotSession";

  /** Logs a stack trace for every broken connection; the outbox logs one sentence, once. */
  private static final String BREAKS = "com.zaxxer.hikari.pool.ProxyConnection";

  /**
   * Log a line for every request with a malformed or repeated Host header; the client gets a 400
   * anyway.
   */
  private static final List<String> NONSENSE =
      List.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");

  /** For the service loader. */
  public DefaultLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (authorsFile(context) == ExecutionStatus.INVOKE_NEXT_IF_ANY) {
      defaults(context);
    }
    AppenderGuard.over(context, BotLogging.mask());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ExecutionStatus authorsFile(LoggerContext context) {
    DefaultJoranConfigurator file = new DefaultJoranConfigurator();
    file.setContext(context);
    return file.configure(context);
  }

  static void defaults(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    context.getLogger("io.botfunnel").setLevel(Level.INFO);
    QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    context.getLogger(NOISE).setLevel(Level.OFF);
    context.getLogger(BREAKS).setLevel(Level.OFF);
    NONSENSE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console(context));
  }

  private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("console");
    console.setTarget("System.err");
    console.setEncoder(new ConsoleEncoder(context, ConsoleText.ofStandardError()));
    console.start();
    return console;
  }
}
