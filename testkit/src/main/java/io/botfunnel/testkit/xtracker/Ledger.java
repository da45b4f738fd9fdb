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
 * What reached XTRACKER and what it recorded. Lists are immutable snapshots in the order of arrival
 * and cost nothing to take; so do the counts. Thread-safe.
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

  /** Every call that came with a good secret, those that a fault failed included. */
  public List<ReceivedCall> calls() {
    return calls.snapshot();
  }

  /** The calls with this eid, all attempts: their bodies should be the same bytes. */
  public List<ReceivedCall> callsWithEid(String eid) {
    return calls().stream().filter(call -> eid.equals(call.eid())).toList();
  }

  /** Every recorded event, once. */
  public List<RecordedEvent> events() {
    return events.snapshot();
  }

  /**
   * The recorded events of one kind.
   *
   * @param event {@code contact}, {@code subscribed}, {@code registration} or {@code deposit}
   */
  public List<RecordedEvent> events(String event) {
    return events().stream().filter(recorded -> recorded.event().equals(event)).toList();
  }

  /** The first event with this eid. */
  public Optional<RecordedEvent> event(String eid) {
    return events().stream().filter(recorded -> eid.equals(recorded.eid())).findFirst();
  }

  /** Every answered bind, repeated ones once. */
  public List<RecordedBind> binds() {
    return binds.snapshot();
  }

  /** Every click that was made through {@code POST /clicks}. */
  public List<RecordedClick> clicks() {
    return clicks.snapshot();
  }

  /** How many events came again and were not recorded again. */
  public synchronized int duplicates() {
    return duplicates;
  }

  /** How many calls came without a good secret; they are not in {@link #calls}. */
  public synchronized int unauthorized() {
    return unauthorized;
  }

  /** How many calls followed {@link Fault#REDIRECT_302}, which a client must not. */
  public synchronized int redirectsFollowed() {
    return redirectsFollowed;
  }

  /**
   * The sum of the recorded deposits.
   *
   * @param currency ISO-4217; 0 where nothing came in it
   */
  public synchronized BigDecimal revenue(String currency) {
    return revenue.getOrDefault(currency, BigDecimal.ZERO);
  }

  /** The events of which the webhook told, each when it was answered 2xx. */
  public List<RecordedEvent> toldByWebhook() {
    return told.snapshot();
  }

  /** The events whose webhook was answered for good with something else. */
  public List<RecordedEvent> refusedByWebhook() {
    return toldInVain.snapshot();
  }

  void toldByWebhook(RecordedEvent event) {
    told.add(event);
  }

  void refusedByWebhook(RecordedEvent event) {
    toldInVain.add(event);
  }

  /** The user who holds a click. */
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

  /** Records it unless its key is there; returns the one with that key. */
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

  /** Compare-and-set: the first user keeps the click. */
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
