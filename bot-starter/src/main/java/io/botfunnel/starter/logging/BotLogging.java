package io.botfunnel.starter.logging;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps secrets out of the log, regardless of which code logs them.
 *
 * <p>Every appender, including those of an author's own {@code logback.xml}, receives masked
 * events. The message, arguments, key-value pairs, MDC, thread name and exceptions, with causes and
 * suppressed ones, show {@code ***} for a secret. Masking covers the values given to {@link
 * #install} and {@link #hide}: plain, URL-encoded, within JSON and in Base64. It also covers
 * anything with the shape of a bot token, {@code Bearer …}, {@code token=…}, or a user before the
 * host of a URL.
 *
 * <p>The event is masked rather than the line: no layout can cut, escape or reorder a secret before
 * it is found. Appenders that do not write lines are covered too.
 *
 * <p>In lines of text, logged content cannot start a line of its own. Line feeds and other control
 * characters in messages and exceptions are escaped, see {@link PlainText}. A stack trace keeps its
 * lines; each begins with a tab or with the name of a class.
 *
 * <p>Not covered: an appender that code attaches after {@link #install} (call it again), output to
 * the console without a logger, and logging backends other than logback. A bot also runs on other
 * backends, and one warning says that its log is not masked. Thread-safe.
 */
public final class BotLogging {
  private static final SecretMask MASK = new SecretMask();

  /** Whether the warning about a missing logback was logged. */
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private BotLogging() {}

  /**
   * Masks every appender; call it before anything is logged, and again for further secrets.
   * Repeated calls add up. A later reload of {@code logback.xml} is masked as well.
   *
   * @param secrets exact values; see {@link #hide}
   */
  public static void install(Collection<String> secrets) {
    secrets.forEach(BotLogging::hide);
    logback().ifPresentOrElse(logback -> logback.guard(MASK), BotLogging::warnOnce);
    logUncaught();
  }

  /** Turns off logging below WARN from now on, because a command's answer says enough. */
  public static void warningsOnly() {
    logback().ifPresent(LogbackBackend::warningsOnly);
  }

  /**
   * Masks this value from now on, in the log and in {@link #masked}.
   *
   * @param secret at least 4 characters; a shorter one is ignored, because masking it would shred
   *     every line. The settings refuse such a short token or bearer; such a short password of a
   *     database or a proxy is masked within its URL only.
   */
  public static void hide(String secret) {
    MASK.hide(secret);
  }

  /** Returns the text as the log would show it; for pages, reports and errors. */
  public static String masked(String text) {
    return MASK.apply(text);
  }

  /**
   * Returns the stack trace as the log would show it: without secrets, and without lines that a
   * message begins.
   */
  public static String stackTrace(Throwable thrown) {
    return RewrittenStackTrace.of(thrown, text -> PlainText.line(MASK.apply(text)));
  }

  /**
   * Switches the default console to JSON, one event a line, or back to text. An author's own {@code
   * logback.xml} is left alone; the log says so if its format differs from the wanted one.
   */
  public static void writeJson(boolean wanted) {
    logback()
        .ifPresentOrElse(
            logback -> logback.writeJson(wanted),
            () -> {
              if (wanted) {
                log().warn("logging.format=json has no effect: it needs logback");
              }
            });
  }

  static SecretMask mask() {
    return MASK;
  }

  private static Optional<LogbackBackend> logback() {
    return LogbackBackend.behind(LoggerFactory.getILoggerFactory());
  }

  private static void warnOnce() {
    if (WARNED.compareAndSet(false, true)) {
      log()
          .warn(
              "slf4j logs to {} instead of logback, so secrets are not masked in the log, and text"
                  + " from users can forge log lines. Use ch.qos.logback:logback-classic, or mask bot"
                  + " tokens and bearers and escape control characters in that backend",
              LoggerFactory.getILoggerFactory().getClass().getName());
    }
  }

  /** The JVM's own handler prints exceptions to the console unmasked. */
  private static void logUncaught() {
    if (Thread.getDefaultUncaughtExceptionHandler() == null) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, failure) -> log().error("Thread {} has died", thread.getName(), failure));
    }
  }

  /** Not a constant, because no logger may be requested while logback is being configured. */
  private static Logger log() {
    return LoggerFactory.getLogger(BotLogging.class);
  }
}
