package io.botfunnel.tracking.internal.xtracker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of {@code POST /bind} and {@code POST /events} as XTRACKER's guides describe them:
 * compact JSON with a fixed order of fields, so that one event always has the same bytes.
 *
 * <p>Stateless and thread-safe.
 */
public final class XtrackerBodies implements WireFormat {
  /** Returns for example {@code {"uid":"abc","tg_id":555123}}; {@code tg_id} is a JSON number. */
  @Override
  public String bind(Bind bind) {
    return Json.object()
        .put("uid", bind.uid().value())
        .put("tg_id", bind.user().value())
        .toString();
  }

  /**
   * Returns {@code event}, {@code uid}, {@code value} and {@code currency}, {@code eid}, {@code
   * occurred_at_ms}. The value is a string, since a JSON number may lose its trailing zeros on the
   * way.
   */
  @Override
  public String event(Conversion conversion, @Nullable ClickId uid) {
    ObjectNode body = Json.object().put("event", conversion.name().wireName());
    putUid(body, uid);
    putMoney(body, conversion.money());
    body.put("eid", conversion.eid().value());
    return body.put("occurred_at_ms", conversion.occurredAt().toEpochMilli()).toString();
  }

  @Override
  public @Nullable String uidIn(String body) {
    try (JsonParser json = Json.parser(body)) {
      while (json.nextToken() != null) {
        if (json.currentTokenId() == JsonTokenId.ID_FIELD_NAME
            && json.currentName().equals("uid")) {
          return json.nextTextValue();
        }
      }
      return null;
    } catch (IOException noBodyOfOurs) {
      return null;
    }
  }

  private static void putUid(ObjectNode body, @Nullable ClickId uid) {
    if (uid != null) {
      body.put("uid", uid.value());
    }
  }

  private static void putMoney(ObjectNode body, @Nullable Money money) {
    if (money != null) {
      body.put("value", money.value()).put("currency", money.currencyCode());
    }
  }
}
