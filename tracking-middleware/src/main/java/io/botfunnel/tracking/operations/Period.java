package io.botfunnel.tracking.operations;

import java.time.Duration;

/** A time up to now over which the funnel is summed; whole spans, the one that runs included. */
public enum Period {
  /** 60 minutes. */
  HOUR(Span.MINUTE, 60),
  /** 24 hours. */
  DAY(Span.HOUR, 24),
  /** 7 days, by the hour. */
  WEEK(Span.HOUR, 168),
  /** 30 days of UTC. */
  MONTH(Span.DAY, 30);

  private final Span span;
  private final int spans;

  Period(Span span, int spans) {
    this.span = span;
    this.spans = spans;
  }

  /** What it is made of. */
  public Span span() {
    return span;
  }

  /** How many of them. */
  public int spans() {
    return spans;
  }

  /** How long it is. */
  public Duration length() {
    return span.length().multipliedBy(spans);
  }

  /** Its first moment, of the period that runs at this time; both epoch milliseconds. */
  public long beginAt(long nowMs) {
    return span.beginOf(nowMs) - length().toMillis() + span.length().toMillis();
  }
}
