package io.botfunnel.starter.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The copy of an exception whose messages are rewritten, down to its last cause, so that what is
 * printed of it has no other lines than a stack trace has.
 */
final class PlainTrace extends Throwable {
  private static final long serialVersionUID = 1L;

  private final String shown;

  private PlainTrace(Throwable thrown, UnaryOperator<String> rewritten, Set<Throwable> seen) {
    super(null, copy(thrown.getCause(), rewritten, seen));
    this.shown = rewritten.apply(thrown.toString());
    setStackTrace(thrown.getStackTrace());
    for (Throwable suppressed : thrown.getSuppressed()) {
      PlainTrace copy = copy(suppressed, rewritten, seen);
      if (copy != null) {
        addSuppressed(copy);
      }
    }
  }

  /** Null for what is there already: causes may go in a circle. */
  private static @Nullable PlainTrace copy(
      @Nullable Throwable thrown, UnaryOperator<String> rewritten, Set<Throwable> seen) {
    return thrown != null && seen.add(thrown) ? new PlainTrace(thrown, rewritten, seen) : null;
  }

  /** The stack trace as it is printed. */
  static String of(Throwable thrown, UnaryOperator<String> rewritten) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(thrown);
    StringWriter lines = new StringWriter();
    new PlainTrace(thrown, rewritten, seen).printStackTrace(new PrintWriter(lines, true));
    return lines.toString();
  }

  /** With the name of the class that it is a copy of. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message alone has no class
  public String toString() {
    return shown;
  }
}
