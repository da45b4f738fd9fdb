package io.botfunnel.testkit.xtracker;

import io.botfunnel.testkit.AppendOnly;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What XTRACKER received and what it recorded. Lists are immutable snapshots in the order of
 * arrival. Snapshots and counts cost nothing to take. Thread-safe.
 */
public final class Ledger {
  private final AppendOnly<ReceivedCall> calls = new AppendOnly<>();
  private final AppendOnly<RecordedEvent> events = new AppendOnly<>();
  private final AppendOnly<RecordedBind> binds = new AppendOnly<>();
  private final AppendOnly<RecordedClick> clicks = new AppendOnly<>();
  private final AppendOnly<RecordedEvent> told = new AppendOnly<>();
  private final AppendOnly<RecordedEvent> toldInVain = new AppendOnly<>();
  private final Map<Object, RecordedEvent> eventByKey = new HashMap<>();
  private final Map<String, Long> holders = new HashMap<>();
  private final Map<BindKey, RecordedBind> bindByKey = new HashMap<>();
  private final Map<String, BigDecimal> revenue = new HashMap<>();
  private int duplicates;
  private int unauthorized;
  private int redirectsFollowed;

  Ledger() {}

  /** Returns every call with a valid secret, including those that a fault failed. */
  public List<ReceivedCall> calls() {
    return calls.snapshot();
  }

  /** Returns all attempts of calls with this eid: their bodies should be the same bytes. */
  public List<ReceivedCall> callsWithEid(String eid) {
    return calls().stream().filter(call -> eid.equals(call.eid())).toList();
  }

  /** Returns every recorded event, each once. */
  public List<RecordedEvent> events() {
    return events.snapshot();
  }

  /**
   * Returns the recorded events of one kind.
   *
   * @param event {@code contact}, {@code subscribed}, {@code registration} or {@code deposit}
   */
  public List<RecordedEvent> events(String event) {
    return events().stream().filter(recorded -> recorded.event().equals(event)).toList();
  }

  /** Returns the first event with this eid. */
  public Optional<RecordedEvent> event(String eid) {
    return events().stream().filter(recorded -> eid.equals(recorded.eid())).findFirst();
  }

  /** Returns every answered bind, repeated ones once. */
  public List<RecordedBind> binds() {
    return binds.snapshot();
  }

  /** Returns every click that {@code POST /clicks} created. */
  public List<RecordedClick> clicks() {
    return clicks.snapshot();
  }

  /** Returns how many events arrived again and were not recorded again. */
  public synchronized int duplicates() {
    return duplicates;
  }

  /** Returns how many calls had no valid secret; they are not in {@link #calls}. */
  public synchronized int unauthorized() {
    return unauthorized;
  }

  /** Returns how many calls followed {@link Fault#REDIRECT_302}, which a client must not do. */
  public synchronized int redirectsFollowed() {
    return redirectsFollowed;
  }

  /**
   * Returns the sum of the recorded deposits in a currency.
   *
   * @param currency ISO-4217; the sum is 0 if nothing was recorded in it
   */
  public synchronized BigDecimal revenue(String currency) {
    return revenue.getOrDefault(currency, BigDecimal.ZERO);
  }

  /** Returns the events delivered by webhook, each added when it was answered 2xx. */
  public List<RecordedEvent> toldByWebhook() {
    return told.snapshot();
  }

  /** Returns the events that the webhook refused for good. */
  public List<RecordedEvent> refusedByWebhook() {
    return toldInVain.snapshot();
  }

  void toldByWebhook(RecordedEvent event) {
    told.add(event);
  }

  void refusedByWebhook(RecordedEvent event) {
    toldInVain.add(event);
  }

  /** Returns the user who holds a click. */
  synchronized Optional<Long> holder(String uid) {
    return Optional.ofNullable(holders.get(uid));
  }

  void arrived(ReceivedCall call) {
    calls.add(call);
  }

  synchronized void arrivedUnauthorized() {
    unauthorized++;
  }

  synchronized void followedRedirect() {
    redirectsFollowed++;
  }

  void clicked(RecordedClick click) {
    clicks.add(click);
  }

  /** Records the event unless its key exists; returns the event with that key. */
  synchronized RecordedEvent record(Object key, RecordedEvent event) {
    RecordedEvent first = eventByKey.putIfAbsent(key, event);
    if (first != null) {
      duplicates++;
      return first;
    }
    events.add(event);
    count(event);
    return event;
  }

  /** Binds by compare-and-set: the first user keeps the click. */
  synchronized RecordedBind bind(String uid, long tgId, boolean known, long order) {
    boolean matched = known && holders.computeIfAbsent(uid, first -> tgId) == tgId;
    RecordedBind bind = new RecordedBind(uid, tgId, matched, order);
    RecordedBind first = bindByKey.putIfAbsent(new BindKey(uid, tgId, matched), bind);
    if (first != null) {
      return first;
    }
    binds.add(bind);
    return bind;
  }

  private void count(RecordedEvent event) {
    @Nullable String value = event.value();
    if (event.event().equals("deposit") && value != null) {
      String currency = Objects.requireNonNull(event.currency(), "a value has a currency");
      revenue.merge(currency, new BigDecimal(value), BigDecimal::add);
    }
  }

  private record BindKey(String uid, long tgId, boolean matched) {}
}
