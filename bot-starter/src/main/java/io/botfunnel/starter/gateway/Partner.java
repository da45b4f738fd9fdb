package io.botfunnel.starter.gateway;

import io.botfunnel.bot.postback.Macro;
import io.botfunnel.tracking.event.EventName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a partner reports events: its names for XTRACKER's parameters and events. Immutable; {@code
 * toString} shows no secret.
 *
 * @param name the end of its path, {@code /e/<name>}
 * @param token its own token, instead of the ingest token
 * @param names our name of a parameter → the partner's name; {@code registration-eid} and {@code
 *     deposit-eid} are the eid of that event only. Other parameters have our names
 * @param events the partner's event → our event, or {@link #IGNORED}; empty if it uses our names
 * @param fixed our name of a parameter → its value, if the partner does not send it
 * @param allow the addresses that it may call from; empty for all
 * @param ownIds whether its transaction and trader ids are a space of their own, under which nobody
 *     else can report. Otherwise they share the ids of hooks and other partners
 */
public record Partner(
    String name,
    Optional<String> token,
    Map<String, String> names,
    Map<String, String> events,
    Map<String, String> fixed,
    AddressRanges allow,
    boolean ownIds) {
  /** The parameters that a partner may name differently. */
  public static final List<String> NAMED =
      List.of(
          "token",
          "event",
          "uid",
          "value",
          "currency",
          "eid",
          "registration-eid",
          "deposit-eid",
          "t");

  /** The parameters that may have a fixed value. */
  public static final List<String> FIXED = List.of("event", "value", "currency");

  /** Marks an event that is answered but not recorded. */
  public static final String IGNORED = "ignored";

  /** The partner without a name; it uses XTRACKER's own parameters and no others. */
  static final Partner DIRECT =
      new Partner("", Optional.empty(), Map.of(), Map.of(), Map.of(), AddressRanges.NONE, false);

  /** Prefix of a deposit's eid; a partner may send XTRACKER's own form of it. */
  private static final String DEPOSIT = "dep-";

  private static final List<String> OURS =
      List.of("token", "event", "uid", "value", "currency", "eid", "t");

  public Partner {
    names = Map.copyOf(names);
    events = Map.copyOf(events);
    fixed = Map.copyOf(fixed);
  }

  /** Creates a partner whose ids are shared. */
  public Partner(
      String name,
      Optional<String> token,
      Map<String, String> names,
      Map<String, String> events,
      Map<String, String> fixed,
      AddressRanges allow) {
    this(name, token, names, events, fixed, allow, false);
  }

  /**
   * Returns the outbox's id for an id of this partner: {@code <name>:<id>} if its ids are its own.
   *
   * @param reserved the prefixes of other partners' ids
   * @throws RejectedRequestException if the id is in the space of another partner
   */
  String idOf(String id, List<String> reserved) {
    String bare = id.startsWith(DEPOSIT) ? id.substring(DEPOSIT.length()) : id;
    if (ownIds) {
      return ownSpace() + bare;
    }
    if (reserved.stream().anyMatch(bare::startsWith)) {
      throw RejectedRequestException.invalid(
          "eid",
          "The eid begins with the name of a partner that has its own ids",
          "Send the transaction or trader id unchanged");
    }
    return id;
  }

  /** Returns the prefix of its ids in the outbox, if they are its own. */
  Optional<String> reserved() {
    return ownIds ? Optional.of(ownSpace()) : Optional.empty();
  }

  private String ownSpace() {
    return name + ":";
  }

  /** Returns the path that it calls. */
  String path() {
    return isDirect() ? "/e" : "/e/" + name;
  }

  private boolean isDirect() {
    return name.isEmpty();
  }

  /** Returns the token that was sent; empty if there is none. */
  String tokenOf(Map<String, String> sent) {
    return sent.getOrDefault(tokenName(), "");
  }

  /** Returns whether a token was sent, right or wrong. */
  boolean hasToken(Map<String, String> sent) {
    return sent.containsKey(tokenName());
  }

  /** Returns the partner's name for the token. */
  String tokenName() {
    return names.getOrDefault("token", "token");
  }

  /**
   * Translates the parameters to our names, without blank ones.
   *
   * @throws RejectedRequestException if XTRACKER does not know a parameter, or if the event is not
   *     one of the partner's
   */
  Map<String, String> read(Map<String, String> sent) {
    if (isDirect()) {
      rejectUnknown(sent);
    }
    Map<String, String> values = new HashMap<>();
    put(values, "event", sent);
    String event = values.getOrDefault("event", "");
    values.computeIfPresent("event", (ours, theirs) -> event(theirs));
    put(values, "uid", sent);
    putEid(values, sent);
    put(values, "t", sent);
    if (isDirect() || EventName.DEPOSIT.wireName().equals(values.get("event"))) {
      put(values, "value", sent);
      put(values, "currency", sent);
    }
    return withoutMacros(values, event);
  }

  private static void rejectUnknown(Map<String, String> sent) {
    if (!OURS.containsAll(sent.keySet())) {
      throw RejectedRequestException.unreadable(
          "A parameter is unknown: the gateway reads %s".formatted(String.join(", ", OURS)),
          "Leave it out, or ask the bot's operator to map it in gateway.partners");
    }
  }

  private void put(Map<String, String> values, String ours, Map<String, String> sent) {
    put(values, ours, names.getOrDefault(ours, ours), sent);
  }

  private void put(
      Map<String, String> values, String ours, String theirs, Map<String, String> sent) {
    String value = fixed.getOrDefault(ours, sent.getOrDefault(theirs, ""));
    if (!value.isBlank()) {
      values.put(ours, value);
    }
  }

  private void putEid(Map<String, String> values, Map<String, String> sent) {
    String usual = names.getOrDefault("eid", "eid");
    put(values, "eid", names.getOrDefault(values.get("event") + "-eid", usual), sent);
  }

  private String event(String theirs) {
    if (fixed.containsKey("event") || events.isEmpty() || Macro.isIn(theirs)) {
      return theirs;
    }
    String ours = events.get(theirs);
    if (ours == null) {
      throw RejectedRequestException.invalid(
          "event",
          "The event is not configured for this partner",
          "Ask the bot's operator to add it to gateway.partners.%s.events, as one of %s or %s"
              .formatted(name, String.join(", ", words()), IGNORED));
    }
    return ours;
  }

  private static List<String> words() {
    return Arrays.stream(EventName.values()).map(EventName::wireName).toList();
  }

  private static Map<String, String> withoutMacros(Map<String, String> values, String event) {
    values.forEach(
        (ours, value) -> {
          if (Macro.isIn(ours.equals("event") ? event : value)) {
            throw RejectedRequestException.invalid(
                ours,
                "%s still contains a macro, which the partner did not replace".formatted(ours),
                "Check its spelling, and whether the partner offers it for this event");
          }
        });
    return values;
  }

  @Override
  public String toString() {
    return "Partner[name=%s, token=%s, names=%s, events=%s, fixed=%s, allow=%s, ownIds=%s]"
        .formatted(name, token.isPresent() ? "***" : "none", names, events, fixed, allow, ownIds);
  }
}
