package io.botfunnel.bot.telegram;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a method of the Bot API carries a stream, which can be sent only once. The
 * library keeps streams in many places (files, media of a group, stickers of a set), so all fields
 * are inspected.
 */
final class StreamArguments {
  private static final String LIBRARY = "org.telegram.";

  /** Deeper than any method of the library is nested; also ends the search in a cycle. */
  private static final int DEEPEST = 8;

  private StreamArguments() {}

  static boolean anyIn(@Nullable Object value) {
    return anyIn(value, DEEPEST);
  }

  private static boolean anyIn(@Nullable Object value, int depth) {
    if (value instanceof InputStream) {
      return true;
    }
    if (value == null || depth == 0) {
      return false;
    }
    if (value instanceof Iterable<?> values) {
      for (Object each : values) {
        if (anyIn(each, depth - 1)) {
          return true;
        }
      }
      return false;
    }
    return value.getClass().getName().startsWith(LIBRARY)
        && fields(value.getClass()).anyMatch(field -> anyIn(valueOf(field, value), depth - 1));
  }

  private static Stream<Field> fields(Class<?> type) {
    return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
        .flatMap(each -> Stream.of(each.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private static @Nullable Object valueOf(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      return null;
    }
  }
}
