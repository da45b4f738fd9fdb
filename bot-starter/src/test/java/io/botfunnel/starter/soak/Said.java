package io.botfunnel.starter.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The child's answers among the lines of its log: JSON behind a mark, a line each. */
final class Said {
  static final String UP = "UP ";

  private static final String MARK = "\u0001soak ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Said() {}

  static boolean isAnswer(String line) {
    return line.startsWith(MARK);
  }

  static String text(String line) {
    return line.substring(MARK.length());
  }

  /** For a child: answers. */
  static synchronized void say(String text) {
    System.out.print("\n" + MARK + text + "\n");
    System.out.flush();
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
