package io.botfunnel.tracking.xtracker.postback;

import io.botfunnel.tracking.event.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parameters of a postback URL besides the token, in the order in which they appear. */
enum Parameter {
  EVENT,
  UID,
  VALUE,
  CURRENCY,
  EID,
  T;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the parameter of that name. The event is not among them: the builder sets it.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Parameter named(String name) {
    return Arrays.stream(values())
        .filter(parameter -> parameter != EVENT && parameter.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String name) {
    String known =
        Arrays.stream(values())
            .filter(parameter -> parameter != EVENT)
            .map(Parameter::wireName)
            .collect(Collectors.joining(", "));
    return InvalidValueException.of(
        "parameter", name, "a postback carries " + known, "Use one of these");
  }
}
