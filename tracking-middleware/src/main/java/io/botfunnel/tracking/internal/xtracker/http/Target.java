package io.botfunnel.tracking.internal.xtracker.http;

import java.net.URI;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.net.URIAuthority;

/**
 * The URL of a call, split into its parts once rather than for each request. Thread-safe.
 *
 * @param scheme https, or http to this machine
 * @param authority host and port
 * @param path the path, including the base URL's
 */
public record Target(String scheme, URIAuthority authority, String path) {
  private static final String POST = Method.POST.name();
  private static final ContentType JSON = ContentType.create("application/json");
  private static final Header ACCEPTS = new BasicHeader(HttpHeaders.ACCEPT, "application/json");

  public static Target of(URI url) {
    BasicHttpRequest request = new BasicHttpRequest(POST, url);
    return new Target(request.getScheme(), request.getAuthority(), request.getPath());
  }

  /** Creates a POST request that sends the body unchanged. */
  AsyncRequestProducer post(byte[] body, String secret) {
    BasicHttpRequest request = new BasicHttpRequest(POST, scheme, authority, path);
    request.addHeader(new BearerHeader(secret));
    request.addHeader(ACCEPTS);
    return new BasicRequestProducer(request, new BasicAsyncEntityProducer(body, JSON));
  }
}
