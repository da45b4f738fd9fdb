package io.botfunnel.tracking.internal.xtracker.http;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.support.AbstractAsyncResponseConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Reads an answer of any length in bounded memory. Each exchange needs an instance of its own. */
final class BoundedResponse extends AbstractAsyncResponseConsumer<HttpAnswer, String> {
  BoundedResponse() {
    super(new CappedBody());
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // 1xx decides nothing
  }

  @Override
  protected HttpAnswer buildResult(
      HttpResponse response, @Nullable String body, @Nullable ContentType contentType) {
    return new HttpAnswer(
        response.getCode(),
        header(response, HttpHeaders.RETRY_AFTER),
        header(response, HttpHeaders.LOCATION),
        body == null ? "" : body);
  }

  private static @Nullable String header(HttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }
}
