package io.botfunnel.starter.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps secrets out of the log, whoever logs them.
 *
 * <p>Every appender, those of an author's own {@code logback.xml} included, is handed events whose
 * message, arguments, key-value pairs, MDC, thread name and exceptions (causes and suppressed ones
 * too) show {@code ***} for a secret. Masked are the values given to {@link #install} and {@link
 * #hide}, plain and URL-encoded, and by its shape anything that looks like a bot token, {@code
 * Bearer …} or {@code token=…}.
 *
 * <p>The event is masked rather than the line: no layout can cut, escape or reorder a secret before
 * it is looked for, and appenders that write no lines are covered too.
 *
 * <p>Not covered: an appender that code attaches after {@link #install} (call it again), what is
 * printed to the console without a logger, and logging backends other than logback. Thread-safe.
 */
public final class BotLogging {
  private static final SecretMask MASK = new SecretMask();

  private BotLogging() {}

  /**
   * Puts the masking before every appender; call it first thing, and again for further secrets.
   * Repeated calls add up. A later reload of {@code logback.xml} is masked as well.
   *
   * @param secrets exact values; see {@link #hide}
   */
  public static void install(Collection<String> secrets) {
    secrets.forEach(BotLogging::hide);
    guard(LoggerFactory.getILoggerFactory());
    logUncaught();
  }

  /** From now on nothing below a warning is logged: what a command answers says enough. */
  public static void warningsOnly() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger("io.botfunnel").setLevel(Level.WARN);
    }
  }

  /**
   * From now on this value is masked, in the log and by {@link #masked}.
   *
   * @param secret at least 4 characters; a shorter one is ignored, since masking it would shred
   *     every line (the settings refuse secrets as short as that)
   */
  public static void hide(String secret) {
    MASK.hide(secret);
  }

  /** The text as the log would show it; for a page, a report or an error of one's own. */
  public static String masked(String text) {
    return MASK.apply(text);
  }

  /**
   * Whether the default console writes JSON from now on, a line an event, or text. An author's own
   * {@code logback.xml} is left alone; the log says so where it does not do what is wanted.
   */
  public static void writeJson(boolean wanted) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      writeJson(context, wanted);
    }
  }

  static void writeJson(LoggerContext context, boolean wanted) {
    Optional<ConsoleLines> console = Consoles.linesOf(context);
    console.ifPresent(lines -> lines.writeJson(wanted));
    if (console.isEmpty() && wanted) {
      context
          .getLogger(BotLogging.class)
          .warn("logging.format=json has no effect: the project's own logback.xml says how");
    }
  }

  static SecretMask mask() {
    return MASK;
  }

  private static void guard(ILoggerFactory backend) {
    if (backend instanceof LoggerContext context) {
      AppenderGuard.over(context, MASK);
    } else {
      log().warn("Secrets are masked with logback only, not with {}", backend.getClass().getName());
    }
  }

  /** The JVM's own handler prints an exception to the console, past every mask. */
  private static void logUncaught() {
    if (Thread.getDefaultUncaughtExceptionHandler() == null) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, failure) -> log().error("Thread {} has died", thread.getName(), failure));
    }
  }

  /** Not a constant: no logger may be asked for while logback is being configured. */
  private static Logger log() {
    return LoggerFactory.getLogger(BotLogging.class);
  }
}
