package io.botfunnel.tracking.internal.xtracker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.internal.xtracker.http.Excerpt;
import io.botfunnel.tracking.internal.xtracker.http.HttpAnswer;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.XtrackerException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /clicks} and the meaning of its answers. */
final class Clicks {
  private Clicks() {}

  /** The JSON body of a click; null fields are left out. */
  static String body(Click click) {
    ObjectNode body = Json.object();
    put(body, "link_slug", click.linkSlug());
    put(body, "fbclid", click.fbclid());
    put(body, "campaign_name", click.campaignName());
    put(body, "raw_query", click.rawQuery());
    return body.toString();
  }

  private static void put(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }

  /**
   * The uid that the tracker minted.
   *
   * @throws XtrackerException if it minted none
   */
  static ClickId read(HttpAnswer http, Excerpt excerpt) {
    return minted(http).orElseThrow(() -> refused(http, excerpt));
  }

  /**
   * Reads the uid of a successful answer. The uid goes into a start payload, so one that does not
   * have the shape of a click id would be lost there.
   */
  private static Optional<ClickId> minted(HttpAnswer http) {
    String uid = Reply.of(http.body()).uid();
    return http.succeeded() ? ClickId.parse(uid) : Optional.empty();
  }

  private static XtrackerException refused(HttpAnswer http, Excerpt excerpt) {
    return failed("XTRACKER answered " + http.shown(excerpt), remedy(http));
  }

  static XtrackerException failed(String what, String remedy) {
    return new XtrackerException("The click was not registered: " + what + ". " + remedy + ".");
  }

  private static String remedy(HttpAnswer http) {
    if (http.unauthorized()) {
      return "Check xtracker.bearer: a rotated one ends after 24 hours";
    }
    if (http.asksToRetry()) {
      return "Try again later";
    }
    return http.status() / 100 == 4
        ? "Check the fields of the click"
        : "Check that xtracker.url is XTRACKER's and not a redirect's or a proxy's";
  }
}
