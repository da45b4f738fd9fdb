package io.botfunnel.bot.postback;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.InvalidValueException;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the faults in the values of a postback, by XTRACKER's names of parameters. A value that is
 * a macro is not checked. Not thread-safe.
 */
public final class PostbackValues {
  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{10}");

  /** Characters that would move a terminal's cursor. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final Pattern EPOCH_MS = Pattern.compile("[0-9]{13}");

  /** The currency with the most fraction digits; used if an amount's own currency is unknown. */
  private static final String FINEST = "CLF";

  private static final int LONGEST_SHOWN = 40;

  private final Function<String, Optional<String>> values;
  private final StartPrefix startPrefix;
  private final Faults faults;

  /** Receives the faults. */
  @FunctionalInterface
  public interface Faults {
    /**
     * Adds one fault.
     *
     * @param parameter the parameter with the fault
     * @param what what is wrong and the rule, a sentence without its full stop
     * @param remedy what to do, a sentence without its full stop
     */
    void add(String parameter, String what, String remedy);
  }

  /**
   * Creates the review of one postback.
   *
   * @param values returns the value of a parameter; empty if it is missing or blank
   * @param startPrefix the prefix of a uid in a start payload; not a part of the uid
   * @param faults receives the faults
   */
  public PostbackValues(
      Function<String, Optional<String>> values, StartPrefix startPrefix, Faults faults) {
    this.values = values;
    this.startPrefix = startPrefix;
    this.faults = faults;
  }

  /** Finds all faults. */
  public void review() {
    reviewContent();
    reviewEid();
  }

  /** Finds the faults in all parameters except the eid. */
  public void reviewContent() {
    event();
    uid();
    if (is(EventName.DEPOSIT.wireName())) {
      deposit();
    } else {
      judged("event").filter(PostbackValues::isEvent).ifPresent(this::noDeposit);
    }
    judged("t").filter(time -> !EPOCH_MS.matcher(time).matches()).ifPresent(this::time);
  }

  /** Returns the value if it can be checked; a macro cannot. */
  private Optional<String> judged(String name) {
    return values.apply(name).filter(value -> !Macro.isIn(value));
  }

  private boolean is(String event) {
    return judged("event").filter(event::equals).isPresent();
  }

  private void event() {
    if (values.apply("event").isEmpty()) {
      faults.add("event", "The event is missing", "Add event=deposit, or which it is: " + events());
    }
    judged("event")
        .filter(event -> !isEvent(event))
        .ifPresent(
            event ->
                faults.add(
                    "event",
                    "The event is '%s', which is none of the four".formatted(shown(event)),
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
    if (values.apply("uid").isEmpty()) {
      faults.add(
          "uid",
          "The uid is missing: the event belongs to no click",
          "Add uid= with the partner's macro for the id that you gave it");
    }
    judged("uid").ifPresent(this::uid);
  }

  private void uid(String uid) {
    checked("uid", () -> new ClickId(uid));
    if (uid.startsWith(startPrefix.value())) {
      faults.add(
          "uid",
          "The uid begins with " + startPrefix + ", which belongs to the start payload",
          "Give the partner the uid without it");
    }
  }

  private void noDeposit(String event) {
    if (values.apply("value").isPresent() || values.apply("currency").isPresent()) {
      faults.add(
          "value",
          "Only a deposit carries value and currency, no " + event,
          "Leave them out, or write event=deposit");
    }
  }

  private void deposit() {
    if (values.apply("value").isEmpty()) {
      faults.add(
          "value",
          "The value is missing: without it a deposit moves no revenue",
          "Add value= with the partner's macro for the amount");
    }
    if (values.apply("currency").isEmpty()) {
      faults.add(
          "currency",
          "The currency is missing: without it XTRACKER takes it for USD",
          "Add currency=USD, or whichever the amount is in");
    }
    judged("value").ifPresent(this::amount);
    judged("currency").ifPresent(code -> checked("currency", () -> Money.of("1", code)));
  }

  private void amount(String value) {
    if (value.contains(",")) {
      faults.add(
          "value",
          "The value is '%s': a comma is no decimal point".formatted(shown(value)),
          "Have the partner send 25.00 or 25");
    } else {
      String currency = judged("currency").filter(PostbackValues::isCurrency).orElse(FINEST);
      checked("value", () -> Money.of(value, currency));
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

  /** Finds the faults in the eid, which the gateway does not need for contact and subscribed. */
  public void reviewEid() {
    if (values.apply("eid").isEmpty()) {
      faults.add(
          "eid",
          "The eid is missing: without it a postback that comes twice is counted twice",
          "Add eid= with the partner's macro for its transaction or trade id");
    }
    judged("eid").ifPresent(eid -> checked("eid", () -> new EventId(eid)));
  }

  private void time(String time) {
    faults.add(
        "t",
        EPOCH_SECONDS.matcher(time).matches()
            ? "t is in seconds, but has to be epoch milliseconds"
            : "t is '%s', but has to be epoch milliseconds".formatted(shown(time)),
        "Use the partner's macro for milliseconds, or leave t out");
  }

  private static String shown(String value) {
    String cut = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    return UNFIT.matcher(cut).replaceAll("?");
  }

  /** Applies a rule of a type. */
  private void checked(String parameter, Runnable rule) {
    try {
      rule.run();
    } catch (InvalidValueException broken) {
      faults.add(parameter, broken.what(), broken.remedy());
    }
  }
}
