package io.botfunnel.tracking.internal.telegram;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/**
 * Names the place at which JSON could not be read, such as {@code message.from.id
 * (InvalidFormatException)}. Jackson's own messages quote the value, which may be personal.
 */
final class JsonLocation {
  private static final int SHOWN_CHARACTERS = 200;

  private JsonLocation() {}

  static String of(Exception failure) {
    String kind = failure.getClass().getSimpleName();
    String path = failure instanceof JsonMappingException mapping ? path(mapping) : "";
    return path.isEmpty() ? kind : path + " (" + kind + ")";
  }

  private static String path(JsonMappingException failure) {
    String path =
        failure.getPath().stream().map(JsonLocation::step).collect(Collectors.joining("."));
    return path.length() <= SHOWN_CHARACTERS ? path : path.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private static String step(JsonMappingException.Reference step) {
    return step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex());
  }
}
