package io.botfunnel.starter.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception with rewritten messages, for example masked, down to its last cause; the
 * stack is unchanged.
 */
final class RewrittenThrowable implements IThrowableProxy {
  private final IThrowableProxy thrown;
  private final UnaryOperator<String> mask;

  RewrittenThrowable(IThrowableProxy thrown, UnaryOperator<String> mask) {
    this.thrown = thrown;
    this.mask = mask;
  }

  @Override
  public @Nullable String getMessage() {
    return masked(thrown.getMessage());
  }

  @Override
  public @Nullable String getOverridingMessage() {
    return masked(thrown.getOverridingMessage());
  }

  private @Nullable String masked(@Nullable String text) {
    return text == null ? null : mask.apply(text);
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    IThrowableProxy cause = thrown.getCause();
    return cause == null ? null : new RewrittenThrowable(cause, mask);
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    return Stream.ofNullable(thrown.getSuppressed())
        .flatMap(Stream::of)
        .map(suppressed -> new RewrittenThrowable(suppressed, mask))
        .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}
