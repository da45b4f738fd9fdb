package io.botfunnel.tracking.operations;

import java.time.Duration;

/**
 * A period over which the funnel is summed. It consists of whole spans and ends with the current
 * one.
 */
public enum Period {
  /** 60 minutes. */
  HOUR(Span.MINUTE, 60),
  /** 24 hours. */
  DAY(Span.HOUR, 24),
  /** 7 days, in hours. */
  WEEK(Span.HOUR, 168),
  /** 30 days in UTC. */
  MONTH(Span.DAY, 30);

  private final Span span;
  private final int spans;

  Period(Span span, int spans) {
    this.span = span;
    this.spans = spans;
  }

  /** The span that the period consists of. */
  public Span span() {
    return span;
  }

  /** How many spans the period has. */
  public int spans() {
    return spans;
  }

  /** The length of the period. */
  public Duration length() {
    return span.length().multipliedBy(spans);
  }

  /**
   * When the period that contains a time begins.
   *
   * @param nowMs epoch milliseconds
   * @return epoch milliseconds
   */
  public long beginAt(long nowMs) {
    return span.beginOf(nowMs) - length().toMillis() + span.length().toMillis();
  }
}
