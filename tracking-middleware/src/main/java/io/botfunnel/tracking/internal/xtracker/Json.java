package io.botfunnel.tracking.internal.xtracker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Creates and parses JSON objects. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** A new object whose fields keep the order in which they are put. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A parser of the text, positioned before the first token. */
  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }
}
