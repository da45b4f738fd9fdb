package io.botfunnel.tracking.xtracker.postback;

import io.botfunnel.tracking.xtracker.http.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a postback URL can carry beside the token, in the order in which it stands there. */
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
   * The parameter of that name; the event is set by itself.
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
    return Rule.broken("parameter", name, "a postback carries " + known, "Use one of these");
  }
}
