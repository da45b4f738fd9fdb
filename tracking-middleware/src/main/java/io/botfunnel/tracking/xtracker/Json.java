package io.botfunnel.tracking.xtracker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON objects to write and to read. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** A new object; its fields stand in the order in which they are put. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The text to be read token by token, before the first. */
  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }
}
