package io.botfunnel.starter.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception with rewritten messages, down to its last cause, so that it prints only
 * the lines of a stack trace.
 */
final class RewrittenStackTrace extends Throwable {
  private static final long serialVersionUID = 1L;

  private final String shown;

  private RewrittenStackTrace(
      Throwable thrown, UnaryOperator<String> rewritten, Set<Throwable> seen) {
    super(null, copy(thrown.getCause(), rewritten, seen));
    this.shown = rewritten.apply(thrown.toString());
    setStackTrace(thrown.getStackTrace());
    for (Throwable suppressed : thrown.getSuppressed()) {
      RewrittenStackTrace copy = copy(suppressed, rewritten, seen);
      if (copy != null) {
        addSuppressed(copy);
      }
    }
  }

  /** Returns null for an exception already copied, because causes may form a cycle. */
  private static @Nullable RewrittenStackTrace copy(
      @Nullable Throwable thrown, UnaryOperator<String> rewritten, Set<Throwable> seen) {
    return thrown != null && seen.add(thrown)
        ? new RewrittenStackTrace(thrown, rewritten, seen)
        : null;
  }

  /** Returns the stack trace as it is printed. */
  static String of(Throwable thrown, UnaryOperator<String> rewritten) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(thrown);
    StringWriter lines = new StringWriter();
    new RewrittenStackTrace(thrown, rewritten, seen).printStackTrace(new PrintWriter(lines, true));
    return lines.toString();
  }

  /** Starts with the name of the original class. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message alone has no class
  public String toString() {
    return shown;
  }
}
