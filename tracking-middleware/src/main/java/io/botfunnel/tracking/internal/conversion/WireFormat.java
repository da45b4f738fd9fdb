package io.botfunnel.tracking.internal.conversion;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * The format of the bodies that the tracker expects. A body is made once and sent unchanged at
 * every attempt. Safe for use from any thread.
 */
public interface WireFormat {
  /** The body of a bind. */
  String bind(Bind bind);

  /**
   * The body of an event.
   *
   * @param uid the click id it carries; null if none is known
   */
  String event(Conversion conversion, @Nullable ClickId uid);

  /** The uid in a body; null if it has none or is not a body of this format. */
  @Nullable String uidIn(String body);
}
