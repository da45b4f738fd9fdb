package io.botfunnel.starter.logging;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps secrets out of the log, whoever logs them.
 *
 * <p>Every appender, those of an author's own {@code logback.xml} included, is handed events whose
 * message, arguments, key-value pairs, MDC, thread name and exceptions (causes and suppressed ones
 * too) show {@code ***} for a secret. Masked are the values given to {@link #install} and {@link
 * #hide}, plain, URL-encoded, within JSON and in Base64, and by its shape anything that looks like
 * a bot token, {@code Bearer …}, {@code token=…}, or a user before the host of a URL.
 *
 * <p>The event is masked rather than the line: no layout can cut, escape or reorder a secret before
 * it is looked for, and appenders that write no lines are covered too.
 *
 * <p>Where lines of text are written, none of what was logged can begin a line of its own: line
 * feeds and other control characters in messages and exceptions are escaped, see {@link PlainText}.
 * A stack trace has its lines, each of which begins with a tab or with the name of a class.
 *
 * <p>Not covered: an appender that code attaches after {@link #install} (call it again), what is
 * printed to the console without a logger, and logging backends other than logback: a bot runs on
 * those, and one warning says that its log is not masked. Thread-safe.
 */
public final class BotLogging {
  private static final SecretMask MASK = new SecretMask();

  /** That there is no logback. */
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private BotLogging() {}

  /**
   * Puts the masking before every appender; call it first thing, and again for further secrets.
   * Repeated calls add up. A later reload of {@code logback.xml} is masked as well.
   *
   * @param secrets exact values; see {@link #hide}
   */
  public static void install(Collection<String> secrets) {
    secrets.forEach(BotLogging::hide);
    logback().ifPresentOrElse(logback -> logback.guard(MASK), BotLogging::warnOnce);
    logUncaught();
  }

  /** From now on nothing below a warning is logged: what a command answers says enough. */
  public static void warningsOnly() {
    logback().ifPresent(Logback::warningsOnly);
  }

  /**
   * From now on this value is masked, in the log and by {@link #masked}.
   *
   * @param secret at least 4 characters; a shorter one is ignored, since masking it would shred
   *     every line (the settings refuse a token or a bearer as short as that; such a password of a
   *     database or a proxy is masked within its URL alone)
   */
  public static void hide(String secret) {
    MASK.hide(secret);
  }

  /** The text as the log would show it; for a page, a report or an error of one's own. */
  public static String masked(String text) {
    return MASK.apply(text);
  }

  /**
   * The stack trace as the log would show it: without secrets, and without a line that a message
   * begins.
   */
  public static String stackTrace(Throwable thrown) {
    return PlainTrace.of(thrown, text -> PlainText.line(MASK.apply(text)));
  }

  /**
   * Whether the default console writes JSON from now on, a line an event, or text. An author's own
   * {@code logback.xml} is left alone; the log says so where it does not do what is wanted.
   */
  public static void writeJson(boolean wanted) {
    logback()
        .ifPresentOrElse(
            logback -> logback.writeJson(wanted),
            () -> {
              if (wanted) {
                log().warn("logging.format=json has no effect: only logback writes it");
              }
            });
  }

  static SecretMask mask() {
    return MASK;
  }

  private static Optional<Logback> logback() {
    return Logback.behind(LoggerFactory.getILoggerFactory());
  }

  private static void warnOnce() {
    if (WARNED.compareAndSet(false, true)) {
      log()
          .warn(
              "Secrets are not masked on the log, and what users write can begin a line of it: only"
                  + " logback's lines are clean, and slf4j logs to {}. Put"
                  + " ch.qos.logback:logback-classic in its place, or mask bot tokens and bearers"
                  + " and escape control characters in its configuration",
              LoggerFactory.getILoggerFactory().getClass().getName());
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
