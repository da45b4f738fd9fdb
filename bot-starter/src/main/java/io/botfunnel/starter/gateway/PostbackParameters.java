package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a postback, from its query and its body: a form or a flat JSON object. Each may
 * be given once; their number and size are limited. Not thread-safe.
 */
final class PostbackParameters {
  private static final int MOST_QUERY_CHARACTERS = 4_096;
  static final int MOST_BODY_BYTES = 8 << 10;

  private static final int MOST_PARAMETERS = 64;
  private static final int LONGEST = 1_024;
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> values = new HashMap<>();

  private PostbackParameters() {}

  /**
   * Reads the parameters of the query and the body.
   *
   * @throws RejectedRequestException if they cannot be read, or if one is given twice
   */
  static Map<String, String> of(Context request) {
    PostbackParameters parameters = inQuery(Optional.ofNullable(request.queryString()));
    parameters.addBody(RequestBodyReader.read(request, MOST_BODY_BYTES), type(request));
    return parameters.values;
  }

  /**
   * Reads the parameters of the query only.
   *
   * @throws RejectedRequestException if they cannot be read, or if one is given twice
   */
  static Map<String, String> of(Optional<String> query) {
    return inQuery(query).values;
  }

  private static PostbackParameters inQuery(Optional<String> query) {
    PostbackParameters parameters = new PostbackParameters();
    String form = query.orElse("");
    if (form.length() > MOST_QUERY_CHARACTERS) {
      throw RejectedRequestException.tooLarge(
          "The query is longer than %d characters".formatted(MOST_QUERY_CHARACTERS),
          "Send only the parameters");
    }
    parameters.addForm(form);
    return parameters;
  }

  /** Reads the type from the header itself, because the web server fails on an unknown charset. */
  private static String type(Context request) {
    String type = Optional.ofNullable(request.header("Content-Type")).orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private void addBody(String body, String type) {
    if (body.isBlank()) {
      return;
    }
    switch (type) {
      case "", "application/x-www-form-urlencoded" -> addForm(body);
      case "application/json" -> addJson(body);
      default ->
          throw RejectedRequestException.unknownType(
              "The body has an unsupported type: it must be a form or JSON",
              "Send it as application/x-www-form-urlencoded, or put all parameters into the query");
    }
  }

  private void addForm(String form) {
    for (String part : form.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        add(
            decoded(equals < 0 ? part : part.substring(0, equals)),
            equals < 0 ? "" : decoded(part.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException badlyEncoded) {
      throw RejectedRequestException.unreadable(
          "A parameter cannot be read: it must be percent-encoded UTF-8",
          "Encode each value, and check for a macro with % that was not replaced");
    }
  }

  private void addJson(String body) {
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notFlat();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        add(name, scalar(json, json.nextToken()));
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw notFlat();
      }
    } catch (IOException e) {
      throw RejectedRequestException.unreadable("The body is not valid JSON", "Check its syntax");
    }
  }

  /** Returns the value as written, so that a number does not change. */
  private static String scalar(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token == null || !token.isScalarValue()) {
      throw notFlat();
    }
    return json.getText();
  }

  private static RejectedRequestException notFlat() {
    return RejectedRequestException.unreadable(
        "The body is not a flat object: each value must be a text or a number",
        "Send it as {\"event\":\"deposit\",…}");
  }

  private void add(String name, String value) {
    if (value.length() > LONGEST || name.length() > LONGEST) {
      throw RejectedRequestException.tooLarge(
          "A parameter is longer than %d characters".formatted(LONGEST), "Check what is sent");
    }
    if (values.put(name, value) != null) {
      throw RejectedRequestException.unreadable("A parameter is given twice", "Send it once");
    }
    if (values.size() > MOST_PARAMETERS) {
      throw RejectedRequestException.tooLarge(
          "There are more than %d parameters".formatted(MOST_PARAMETERS),
          "Send only those that are needed");
    }
  }
}
