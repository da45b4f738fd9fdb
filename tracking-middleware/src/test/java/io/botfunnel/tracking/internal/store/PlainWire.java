package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bodies that a test can read at a glance. */
public final class PlainWire implements WireFormat {
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

  @Override
  public @Nullable String uidIn(String body) {
    Matcher uid = Pattern.compile("uid=(\\w+)|bind \\d+ (\\w+)").matcher(body);
    if (!uid.find()) {
      return null;
    }
    String found = uid.group(1) == null ? uid.group(2) : uid.group(1);
    return found.equals("null") ? null : found;
  }
}
