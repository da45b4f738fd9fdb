package io.botfunnel.starter.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Wraps an appender, which then sees events without secrets. If it writes lines of text, it also
 * sees nothing that could break or colour a line. An event that cannot be masked is dropped and
 * reported in logback's status.
 */
final class MaskingAppender extends ContextAwareBase implements Appender<ILoggingEvent> {
  private final Appender<ILoggingEvent> sink;
  private final SecretMask mask;

  MaskingAppender(Appender<ILoggingEvent> sink, SecretMask mask) {
    this.sink = sink;
    this.mask = mask;
  }

  Appender<ILoggingEvent> sink() {
    return sink;
  }

  @Override
  public void doAppend(ILoggingEvent event) {
    ILoggingEvent masked;
    try {
      masked = masked(event);
    } catch (RuntimeException e) {
      addError("A log event was dropped, because masking it failed with " + e.getClass().getName());
      return;
    }
    sink.doAppend(masked);
  }

  /**
   * Returns the event itself if it has nothing to mask, so that it keeps the class the appender
   * expects.
   */
  private ILoggingEvent masked(ILoggingEvent event) {
    ILoggingEvent masked =
        new LeakCheck(mask::apply).leaks(event) ? new RewrittenEvent(event, mask::apply) : event;
    return SingleLineEvents.matters(sink) ? SingleLineEvents.of(masked) : masked;
  }

  @Override
  public String getName() {
    return sink.getName();
  }

  @Override
  public void setName(String name) {
    sink.setName(name);
  }

  @Override
  public void start() {
    sink.start();
  }

  @Override
  public void stop() {
    sink.stop();
  }

  @Override
  public boolean isStarted() {
    return sink.isStarted();
  }

  @Override
  public void addFilter(Filter<ILoggingEvent> filter) {
    sink.addFilter(filter);
  }

  @Override
  public void clearAllFilters() {
    sink.clearAllFilters();
  }

  @Override
  public List<Filter<ILoggingEvent>> getCopyOfAttachedFiltersList() {
    return sink.getCopyOfAttachedFiltersList();
  }

  @Override
  public FilterReply getFilterChainDecision(ILoggingEvent event) {
    return sink.getFilterChainDecision(event);
  }
}
