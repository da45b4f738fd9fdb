package io.botfunnel.tracking.event;

import org.jspecify.annotations.Nullable;

/** How the tracker wants to be told. A body is made once and sent unchanged at every attempt. */
public interface WireFormat {
  /** The body of a bind. */
  String bind(Bind bind);

  /** The body of an event; without a uid where none is known. */
  String event(Conversion conversion, @Nullable ClickId uid);

  /** The uid that a body carries; null where it has none or is no body of this format. */
  @Nullable String uidIn(String body);
}
