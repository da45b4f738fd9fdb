package io.botfunnel.starter.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.slf4j.ILoggerFactory;

/**
 * What {@link BotLogging} does to logback, apart from it: on a class path without logback it is
 * never loaded. Thread-safe.
 *
 * @param context what slf4j logs to
 */
record Logback(LoggerContext context) {

  /** The class that slf4j finds, asked for by name since it may not be there. */
  private static final String CONTEXT = "ch.qos.logback.classic.LoggerContext";

  /** Logback, if that is where slf4j logs to. */
  static Optional<Logback> behind(ILoggerFactory backend) {
    return backend.getClass().getName().equals(CONTEXT)
        ? Optional.of(of(backend))
        : Optional.empty();
  }

  private static Logback of(ILoggerFactory backend) {
    return new Logback((LoggerContext) backend);
  }

  /** Puts the mask before every appender. */
  void guard(SecretMask mask) {
    AppenderGuard.over(context, mask);
  }

  /** Logs nothing of ours below a warning. */
  void warningsOnly() {
    context.getLogger("io.botfunnel").setLevel(Level.WARN);
  }

  /** Whether the default console writes JSON from now on, a line an event, or text. */
  void writeJson(boolean wanted) {
    Optional<ConsoleLines> console = Consoles.linesOf(context);
    console.ifPresent(lines -> lines.writeJson(wanted));
    if (console.isEmpty() && wanted) {
      context
          .getLogger(BotLogging.class)
          .warn("logging.format=json has no effect: the project's own logback.xml says how");
    }
  }
}
