package io.botfunnel.tracking.xtracker.postback;

import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.event.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the money of a postback: a deposit needs value, currency and eid; no other event carries
 * money.
 */
final class MoneyRules {
  private static final List<Parameter> OF_DEPOSIT =
      List.of(Parameter.VALUE, Parameter.CURRENCY, Parameter.EID);

  private MoneyRules() {}

  /**
   * Checks an event's values.
   *
   * @throws IllegalArgumentException if the event and its values do not match
   */
  static void check(EventName event, Map<Parameter, PostbackValue> values) {
    if (event == EventName.DEPOSIT) {
      OF_DEPOSIT.forEach(parameter -> requirePresent(parameter, values));
      requireDigits(values.get(Parameter.VALUE), values.get(Parameter.CURRENCY));
    } else if (values.containsKey(Parameter.VALUE) || values.containsKey(Parameter.CURRENCY)) {
      throw InvalidValueException.of(
          "event", event.wireName(), "only a deposit carries value and currency", "Leave them out");
    }
  }

  private static void requirePresent(Parameter parameter, Map<Parameter, PostbackValue> values) {
    if (!values.containsKey(parameter)) {
      throw InvalidValueException.of(
          parameter.wireName(),
          "",
          "a deposit needs value, currency and eid: without them it moves no revenue or counts"
              + " twice",
          "Give a plain value or the partner's macro for it");
    }
  }

  /** If both are plain, the value must fit the currency's fraction digits. */
  private static void requireDigits(
      @Nullable PostbackValue value, @Nullable PostbackValue currency) {
    if (value != null && currency != null && !value.isMacro() && !currency.isMacro()) {
      Money.of(value.text(), currency.text());
    }
  }
}
