package io.botfunnel.tracking.lane;

import io.botfunnel.tracking.event.Recordable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One update: itself for the inbox, and what it means for the funnel. An update whose inbox key is
 * known is a redelivery, and what it means is not recorded again.
 *
 * @param update the inbox entry, or null where updates bypass the inbox
 * @param setAside why the update goes straight to the refused ones, or null for the usual way
 * @param happenings what it means, in order; often nothing
 */
public record Captured(
    @Nullable NewEntry update, @Nullable String setAside, List<Recordable> happenings) {

  /** An update that goes on to the handlers. */
  public static Captured of(@Nullable NewEntry update, List<Recordable> happenings) {
    return new Captured(update, null, happenings);
  }
}
