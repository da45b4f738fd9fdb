package io.botfunnel.starter.cli;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with the values of a postback, macros aside. Used by one thread. */
final class PostbackValues {
  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{10}");
  private static final Pattern EPOCH_MS = Pattern.compile("[0-9]{13}");

  /** It has the most fraction digits, so an amount whose currency is not known is not too fine. */
  private static final String FINEST = "CLF";

  private final Postback url;
  private final StartPrefix startPrefix;
  private final BiConsumer<String, String> fault;

  /**
   * @param fault takes what is wrong, and what to do
   */
  PostbackValues(Postback url, StartPrefix startPrefix, BiConsumer<String, String> fault) {
    this.url = url;
    this.startPrefix = startPrefix;
    this.fault = fault;
  }

  void review() {
    event();
    uid();
    if (is(EventName.DEPOSIT.wireName())) {
      deposit();
    } else {
      judged("event").filter(PostbackValues::isEvent).ifPresent(this::noDeposit);
    }
    eid();
    judged("t").filter(time -> !EPOCH_MS.matcher(time).matches()).ifPresent(this::time);
  }

  /** What it says, where that can be judged: a macro cannot. */
  private Optional<String> judged(String name) {
    return url.value(name).filter(value -> !Macro.isIn(value));
  }

  private boolean is(String event) {
    return judged("event").filter(event::equals).isPresent();
  }

  private void event() {
    if (url.value("event").isEmpty()) {
      fault.accept("The event is missing", "Add event=deposit, or which it is: " + events());
    }
    judged("event")
        .filter(event -> !isEvent(event))
        .ifPresent(
            event ->
                fault.accept(
                    "The event is '%s', which is none of the four".formatted(Shown.text(event)),
                    "Write one of " + events()));
  }

  private static boolean isEvent(String text) {
    return Arrays.stream(EventName.values()).anyMatch(event -> event.wireName().equals(text));
  }

  private static String events() {
    return Arrays.stream(EventName.values())
        .map(EventName::wireName)
        .collect(Collectors.joining(", "));
  }

  private void uid() {
    if (url.value("uid").isEmpty()) {
      fault.accept(
          "The uid is missing: the event belongs to no click",
          "Add uid= with the partner's macro for the id that you gave it");
    }
    judged("uid").ifPresent(this::uid);
  }

  private void uid(String uid) {
    checked(() -> new ClickId(uid));
    if (uid.startsWith(startPrefix.value())) {
      fault.accept(
          "The uid begins with " + startPrefix + ", which belongs to the start payload",
          "Give the partner the uid without it");
    }
  }

  private void noDeposit(String event) {
    if (url.value("value").isPresent() || url.value("currency").isPresent()) {
      fault.accept(
          "Only a deposit carries value and currency, no " + event,
          "Leave them out, or write event=deposit");
    }
  }

  private void deposit() {
    if (url.value("value").isEmpty()) {
      fault.accept(
          "The value is missing: the deposit is counted and moves no revenue",
          "Add value= with the partner's macro for the amount");
    }
    if (url.value("currency").isEmpty()) {
      fault.accept(
          "The currency is missing: XTRACKER takes it for USD",
          "Add currency=USD, or whichever the amount is in");
    }
    judged("value").ifPresent(this::amount);
    judged("currency").ifPresent(code -> checked(() -> Money.of("1", code)));
  }

  private void amount(String value) {
    if (value.contains(",")) {
      fault.accept(
          "The value is '%s': a comma is no decimal point".formatted(Shown.text(value)),
          "Have the partner send 25.00 or 25");
    } else {
      String currency = judged("currency").filter(PostbackValues::isCurrency).orElse(FINEST);
      checked(() -> Money.of(value, currency));
    }
  }

  private static boolean isCurrency(String code) {
    try {
      Money.of("1", code);
      return true;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  private void eid() {
    if (url.value("eid").isEmpty()) {
      fault.accept(
          "The eid is missing: a postback that comes twice is counted twice",
          "Add eid= with the partner's macro for its transaction or trade id");
    }
    judged("eid").ifPresent(eid -> checked(() -> new EventId(eid)));
  }

  private void time(String time) {
    fault.accept(
        EPOCH_SECONDS.matcher(time).matches()
            ? "t is in seconds, XTRACKER takes milliseconds"
            : "t is '%s', but has to be epoch milliseconds".formatted(Shown.text(time)),
        "Use the partner's macro for milliseconds, or leave t out");
  }

  /** The vocabulary's own rules say what is wrong and, after the last full stop, what to do. */
  private void checked(Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException broken) {
      String message = String.valueOf(broken.getMessage());
      int end = message.lastIndexOf(". ");
      fault.accept(message.substring(0, end), message.substring(end + 2));
    }
  }
}
