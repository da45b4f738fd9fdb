package io.botfunnel.sample.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** An answer of the control server. */
record ControlResponse(int status, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ControlResponse ok(Object what) {
    return new ControlResponse(200, written(what));
  }

  /** Creates an error that says what was wrong and what would be right. */
  static ControlResponse error(int status, String message) {
    return new ControlResponse(status, written(Map.of("error", message)));
  }

  private static String written(Object what) {
    try {
      return JSON.writeValueAsString(what);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What the servers record can be written as JSON", e);
    }
  }
}
