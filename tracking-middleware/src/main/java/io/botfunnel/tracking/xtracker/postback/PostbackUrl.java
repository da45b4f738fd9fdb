package io.botfunnel.tracking.xtracker.postback;

import io.botfunnel.tracking.internal.xtracker.http.BaseUrl;
import java.util.Map;

/**
 * The {@code GET /e} URL for a partner's postback field. The partner replaces its macros with
 * values:
 *
 * <pre>
 * …/e?token=…&amp;event=deposit&amp;uid={sub_id}&amp;value={sumdep}&amp;currency=USD&amp;eid={trade_id}
 * </pre>
 *
 * <p>It contains the ingest token, so only {@link #reveal()} returns all of it. Immutable.
 */
public final class PostbackUrl {
  private static final String MASK = "***";

  private final BaseUrl url;
  private final String token;
  private final String query;

  PostbackUrl(BaseUrl url, String token, Map<Parameter, PostbackValue> values) {
    this.url = url;
    this.token = PostbackValue.plain(token).encoded();
    this.query = query(values);
  }

  /** Starts an empty builder. */
  public static PostbackUrlBuilder builder() {
    return new PostbackUrlBuilder();
  }

  private static String query(Map<Parameter, PostbackValue> values) {
    StringBuilder query = new StringBuilder();
    values.forEach(
        (parameter, value) ->
            query.append('&').append(parameter.wireName()).append('=').append(value.encoded()));
    return query.toString();
  }

  /** The whole URL, token included: only for the partner. */
  public String reveal() {
    return with(token);
  }

  /** The URL with {@code ***} in place of the token, for pages and logs. */
  public String masked() {
    return with(MASK);
  }

  private String with(String shownToken) {
    return url.text() + "/e?token=" + shownToken + query;
  }

  /** Returns {@link #masked()}. */
  @Override
  public String toString() {
    return masked();
  }
}
