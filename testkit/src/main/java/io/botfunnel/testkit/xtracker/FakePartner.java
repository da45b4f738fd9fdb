package io.botfunnel.testkit.xtracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A partner network that calls a postback URL and replaces the {@code {macros}} in it. An unknown
 * macro stays as it is, encoded, as with real networks. Thread-safe.
 */
public final class FakePartner {
  private static final Pattern MACRO = Pattern.compile("\\{([A-Za-z0-9_]+)}");

  private final String template;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Creates a partner with this URL in its postback field.
   *
   * @param template such as {@code http://127.0.0.1:8091/e?token=…&event=deposit&uid={sub_id}&…}
   */
  public FakePartner(String template) {
    this.template = template;
  }

  /**
   * Calls the URL once.
   *
   * @param macros the values by the names of the macros
   * @throws UncheckedIOException if there is no answer
   */
  public HttpResponse<String> reports(Map<String, String> macros) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url(macros)).timeout(Duration.ofSeconds(30)).build();
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the postback was sent", e);
    }
  }

  private URI url(Map<String, String> macros) {
    String replaced =
        MACRO
            .matcher(template)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        URLEncoder.encode(
                            Objects.requireNonNull(
                                macros.getOrDefault(found.group(1), found.group())),
                            UTF_8)));
    return URI.create(replaced);
  }
}
