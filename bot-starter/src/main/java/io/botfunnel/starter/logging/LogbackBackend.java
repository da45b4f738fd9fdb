package io.botfunnel.starter.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.slf4j.ILoggerFactory;

/**
 * The parts of {@link BotLogging} that use logback, kept apart so that they are never loaded on a
 * class path without logback. Thread-safe.
 *
 * @param context the context that slf4j logs to
 */
record LogbackBackend(LoggerContext context) {

  /** The class behind slf4j, compared by name because it may be missing. */
  private static final String CONTEXT = "ch.qos.logback.classic.LoggerContext";

  /** Returns logback if slf4j logs to it. */
  static Optional<LogbackBackend> behind(ILoggerFactory backend) {
    return backend.getClass().getName().equals(CONTEXT)
        ? Optional.of(of(backend))
        : Optional.empty();
  }

  private static LogbackBackend of(ILoggerFactory backend) {
    return new LogbackBackend((LoggerContext) backend);
  }

  /** Masks every appender. */
  void guard(SecretMask mask) {
    AppenderGuard.over(context, mask);
  }

  /** Turns off our own logging below WARN. */
  void warningsOnly() {
    context.getLogger("io.botfunnel").setLevel(Level.WARN);
  }

  /** Switches the default console to JSON, one event a line, or back to text. */
  void writeJson(boolean wanted) {
    Optional<ConsoleEncoder> console = DefaultConsole.linesOf(context);
    console.ifPresent(lines -> lines.writeJson(wanted));
    if (console.isEmpty() && wanted) {
      context
          .getLogger(BotLogging.class)
          .warn("logging.format=json has no effect: the project's own logback.xml sets the format");
    }
  }
}
