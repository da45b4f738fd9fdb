package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.event.Recordable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One update: its inbox entry, and what it means for the funnel. If the inbox key is already known,
 * the update is a redelivery and its events are not recorded again.
 *
 * @param update the inbox entry, or null if updates bypass the inbox
 * @param refusal why the update is stored as refused at once, or null if it goes to the handlers
 * @param events the events it stands for, in order; often none
 */
public record Captured(
    @Nullable NewEntry update, @Nullable String refusal, List<Recordable> events) {

  /**
   * Creates an update that goes to the handlers.
   *
   * @param update the inbox entry, or null if updates bypass the inbox
   * @param events the events it stands for, in order; often none
   */
  public static Captured of(@Nullable NewEntry update, List<Recordable> events) {
    return new Captured(update, null, events);
  }
}
