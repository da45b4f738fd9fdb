package io.botfunnel.starter.cli.postback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of a postback URL. Parsing is lenient: a template holds macros, which a valid URL
 * cannot.
 *
 * @param scheme in lower case; empty if missing
 * @param host with its port, in lower case; empty if missing
 * @param path with its leading slash; empty if missing
 * @param parameters in their order in the URL
 */
record PostbackParts(String scheme, String host, String path, List<Parameter> parameters) {

  /**
   * A query parameter.
   *
   * @param written the value as it stands in the URL
   * @param value the decoded value
   */
  record Parameter(String name, String written, String value) {
    private static Parameter of(String part) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String written = equals < 0 ? "" : part.substring(equals + 1);
      return new Parameter(decoded(name), written, decoded(written));
    }
  }

  static PostbackParts of(String url) {
    String text = url.strip();
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = colon < 0 ? text : text.substring(colon + 3);
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    int slash = place.indexOf('/');
    String host = slash < 0 ? place : place.substring(0, slash);
    String path = slash < 0 ? "" : place.substring(slash);
    return new PostbackParts(scheme, host.toLowerCase(Locale.ROOT), path, parameters(query));
  }

  private static List<Parameter> parameters(String query) {
    return Stream.of(query.split("&", -1))
        .map(Parameter::of)
        .filter(parameter -> !parameter.name().isEmpty())
        .toList();
  }

  /** Leaves the text as it is if a percent sign in it belongs to a macro. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** Returns the value of a parameter; empty if it is missing or blank. */
  Optional<String> value(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst()
        .filter(value -> !value.isBlank());
  }
}
