package io.botfunnel.tracking.xtracker.postback;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.event.Money;
import java.util.regex.Pattern;

/** The shapes of a postback's plain values. If the vocabulary has a rule of its own, it applies. */
final class PlainRules {
  /** One unit of any currency, to check its code with. */
  private static final String ONE = "1";

  private static final Pattern ABOVE_ZERO =
      Pattern.compile("(?=.*[1-9])[0-9]{1,15}(\\.[0-9]{1,4})?");
  private static final Pattern EPOCH_MS = Pattern.compile("[0-9]{1,15}");

  private PlainRules() {}

  /**
   * Checks a plain value.
   *
   * @throws IllegalArgumentException if the value breaks the parameter's rule
   */
  static void check(Parameter parameter, String value) {
    switch (parameter) {
      case EVENT -> throw new IllegalArgumentException("The event is set by event(…)");
      case UID -> new ClickId(value);
      case EID -> new EventId(value);
      case CURRENCY -> Money.of(ONE, value);
      case VALUE -> require(ABOVE_ZERO, "value", value, "an amount is plain digits, above zero");
      case T -> require(EPOCH_MS, "t", value, "the time is in epoch milliseconds");
    }
  }

  private static void require(Pattern shape, String what, String value, String rule) {
    if (!shape.matcher(value).matches()) {
      throw InvalidValueException.of(
          what, value, rule, "Give it as digits, or give the partner's macro");
    }
  }
}
