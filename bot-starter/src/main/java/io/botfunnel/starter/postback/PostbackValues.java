package io.botfunnel.starter.postback;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is wrong with the values of a postback, by XTRACKER's names. A value that is a macro is not
 * judged. Used by one thread.
 */
public final class PostbackValues {
  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{10}");

  /** They would move the cursor of a terminal. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final Pattern EPOCH_MS = Pattern.compile("[0-9]{13}");

  /** It has the most fraction digits, so an amount whose currency is not known is not too fine. */
  private static final String FINEST = "CLF";

  private static final int LONGEST_SHOWN = 40;

  private final Function<String, Optional<String>> values;
  private final StartPrefix startPrefix;
  private final Faults faults;

  /** Takes what is wrong. */
  @FunctionalInterface
  public interface Faults {
    /**
     * Takes one fault.
     *
     * @param parameter where it is
     * @param what with the rule, a sentence without its dot
     * @param remedy what to do, the same
     */
    void add(String parameter, String what, String remedy);
  }

  /**
   * A review of one postback.
   *
   * @param values what it says for a parameter; empty where it is missing or says nothing
   * @param startPrefix what belongs to the start payload and not to a uid
   */
  public PostbackValues(
      Function<String, Optional<String>> values, StartPrefix startPrefix, Faults faults) {
    this.values = values;
    this.startPrefix = startPrefix;
    this.faults = faults;
  }

  /** Finds all that is wrong. */
  public void review() {
    reviewContent();
    reviewEid();
  }

  /** Finds what is wrong with all but the eid. */
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

  /** What it says, where that can be judged: a macro cannot. */
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

  /** Finds what is wrong with the eid, which a contact and a subscribed can do without here. */
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

  /** The vocabulary's own rules say what is wrong and, after the last full stop, what to do. */
  private void checked(String parameter, Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException broken) {
      String message = String.valueOf(broken.getMessage());
      int end = message.lastIndexOf(". ");
      faults.add(parameter, message.substring(0, end), message.substring(end + 2));
    }
  }
}
