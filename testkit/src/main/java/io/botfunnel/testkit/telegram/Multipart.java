package io.botfunnel.testkit.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text parts of multipart/form-data. */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
  private static final String BLANK_LINE = "\r\n\r\n";

  private Multipart() {}

  static Map<String, String> parse(byte[] body, String contentType) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (boundary.find()) {
      String delimiter = Pattern.quote("--" + boundary.group(1));
      // One char per byte, so that splitting does not corrupt binary parts.
      for (String part : new String(body, ISO_8859_1).split(delimiter, -1)) {
        add(fields, part);
      }
    }
    return fields;
  }

  private static void add(Map<String, String> fields, String part) {
    int head = part.indexOf(BLANK_LINE);
    Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
    if (name.find()) {
      String value = part.substring(head + BLANK_LINE.length());
      fields.put(name.group(1), utf8(value.replaceFirst("\r\n$", "")));
    }
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
