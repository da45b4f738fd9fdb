package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.WireFormat;
import org.jspecify.annotations.Nullable;

/** Bodies that a test can read at a glance. */
final class PlainWire implements WireFormat {
  @Override
  public String bind(Bind bind) {
    return "bind %s %s".formatted(bind.user(), bind.uid());
  }

  @Override
  public String event(Conversion conversion, @Nullable ClickId uid) {
    return "%s %s uid=%s at=%d"
        .formatted(
            conversion.name().wireName(),
            conversion.eid(),
            uid,
            conversion.occurredAt().toEpochMilli());
  }
}
