package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.botfunnel.testkit.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Telegram's updates for one bot, kept until an offset or the webhook confirms them. Thread-safe.
 */
final class UpdateQueue {
  /**
   * Why the webhook failed to accept an update, in Telegram's words.
   *
   * @param date the time of the failure, in epoch seconds; 0 if it never failed
   */
  record WebhookError(String message, long date) {
    static final WebhookError NONE = new WebhookError("", 0);
  }

  private static final int REMEMBERED = 10_000;

  private final NavigableMap<Long, String> waiting = new TreeMap<>();
  private final NavigableMap<Long, String> confirmed = new TreeMap<>();
  private final NavigableMap<Long, String> again = new TreeMap<>();
  private AllowedUpdates allowed = AllowedUpdates.byDefault();
  private BotWebhook webhook = BotWebhook.NONE;
  private WebhookError webhookError = WebhookError.NONE;
  private Runnable changed = () -> {};
  private long lastId = 100_000_000; // as far from the ids of messages as Telegram's are
  private long confirmedUpTo;
  private long polls;
  private int notAllowed;
  private int waitingPolls;
  private boolean reachable = true;
  private boolean closed;

  /** Numbers an update that has no number, and queues it if the bot requested its kind. */
  synchronized long push(ObjectNode update) {
    long id = update.path("update_id").asLong(lastId + 1);
    lastId = Math.max(lastId, id);
    if (allowed.allow(kind(update))) {
      waiting.put(id, numbered(update, id));
      changed();
    } else {
      notAllowed++;
    }
    return id;
  }

  /** Confirms updates, then waits for new ones; ends a poll that already waits. */
  synchronized List<String> poll(PollRequest request) throws Violation, InterruptedException {
    if (webhook.isSet()) {
      throw TelegramJson.conflict(
          "can't use getUpdates method while webhook is active; "
              + "use deleteWebhook to delete the webhook first");
    }
    begin(request);
    waitingPolls++;
    try {
      await(request, polls);
    } finally {
      waitingPolls--;
    }
    return taken(request);
  }

  synchronized void redeliver(long fromUpdateId) {
    NavigableMap<Long, String> repeated = confirmed.tailMap(fromUpdateId, true);
    again.putAll(repeated);
    repeated.clear();
    changed();
  }

  synchronized void setWebhook(BotWebhook wanted) {
    webhook = wanted;
    webhookError = WebhookError.NONE;
    changed();
  }

  /** Sets a callback for when updates may be ready to push; it must return without delay. */
  synchronized void onChange(Runnable pushed) {
    changed = pushed;
  }

  private void changed() {
    notifyAll();
    changed.run();
  }

  /**
   * Returns the updates that the webhook has not confirmed, in order; empty if no webhook is
   * called.
   */
  synchronized NavigableMap<Long, String> toPush() {
    NavigableMap<Long, String> updates = new TreeMap<>();
    if (webhook.isCalled() && reachable && !closed) {
      updates.putAll(waiting);
      updates.putAll(again);
    }
    return updates;
  }

  /** Records that the webhook has accepted an update. */
  synchronized void confirm(long id) {
    String update = waiting.remove(id);
    String repeated = again.remove(id);
    if (update != null || repeated != null) {
      confirmed.put(id, update == null ? Objects.requireNonNull(repeated) : update);
      confirmedUpTo = Math.max(confirmedUpTo, id);
      forgetOld();
    }
  }

  /** Records that the webhook has not accepted an update. */
  synchronized void webhookFailed(WebhookError error) {
    webhookError = error;
  }

  synchronized WebhookError webhookError() {
    return webhookError;
  }

  synchronized void allow(AllowedUpdates kinds) {
    allowed = kinds;
  }

  synchronized void dropPending() {
    waiting.clear();
    again.clear();
  }

  synchronized BotWebhook webhook() {
    return webhook;
  }

  synchronized AllowedUpdates allowed() {
    return allowed;
  }

  synchronized int pending() {
    return waiting.size() + again.size();
  }

  synchronized long confirmedUpTo() {
    return confirmedUpTo;
  }

  synchronized int notAllowed() {
    return notAllowed;
  }

  synchronized boolean polling() {
    return waitingPolls > 0;
  }

  /** Ends every poll while the server is unreachable, including one that arrived before. */
  synchronized void reachable(boolean now) {
    reachable = now;
    changed();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void begin(PollRequest request) {
    polls++;
    notifyAll();
    if (request.allowed() != null) {
      allowed = request.allowed();
    }
    confirmBelow(request.offset() >= 0 ? request.offset() : lastOnes(-request.offset()));
  }

  private void await(PollRequest request, long poll) throws Violation, InterruptedException {
    long end = System.nanoTime() + request.timeout().toNanos();
    long left = request.timeout().toNanos();
    while (left > 0 && mayWait(poll) && nothingFor(request)) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      left = end - System.nanoTime();
    }
    if (webhook.isSet()) {
      throw TelegramJson.conflict("terminated by setWebhook request");
    }
    if (polls != poll || !reachable) {
      throw TelegramJson.conflict(
          "terminated by other getUpdates request; "
              + "make sure that only one bot instance is running");
    }
  }

  private boolean mayWait(long poll) {
    return reachable && !closed && polls == poll && !webhook.isSet();
  }

  private boolean nothingFor(PollRequest request) {
    return again.isEmpty() && waiting.tailMap(request.offset(), true).isEmpty();
  }

  /**
   * Returns redelivered updates whatever the offset; from then on they wait for a confirmation like
   * all others.
   */
  private List<String> taken(PollRequest request) {
    NavigableMap<Long, String> due = new TreeMap<>(waiting.tailMap(request.offset(), true));
    due.putAll(again);
    List<String> updates = new ArrayList<>();
    for (Long id : List.copyOf(due.keySet())) {
      if (updates.size() < request.limit()) {
        updates.add(due.get(id));
        settleRepeated(id);
      }
    }
    return updates;
  }

  private void settleRepeated(Long id) {
    String repeated = again.remove(id);
    if (repeated != null) {
      waiting.put(id, repeated);
    }
  }

  private long lastOnes(long count) {
    Iterator<Long> ids = waiting.descendingKeySet().iterator();
    long first = 0;
    for (long i = 0; i < count && ids.hasNext(); i++) {
      first = ids.next();
    }
    return first;
  }

  private void confirmBelow(long offset) {
    NavigableMap<Long, String> done = waiting.headMap(offset, false);
    if (!done.isEmpty()) {
      confirmedUpTo = Math.max(confirmedUpTo, done.lastKey());
      confirmed.putAll(done);
      done.clear();
    }
    forgetOld();
  }

  private void forgetOld() {
    while (confirmed.size() > REMEMBERED) {
      confirmed.pollFirstEntry();
    }
  }

  private static String kind(ObjectNode update) {
    Iterator<String> fields = update.fieldNames();
    String kind = "";
    while (fields.hasNext()) {
      String field = fields.next();
      kind = field.equals("update_id") ? kind : field;
    }
    return kind;
  }

  private static String numbered(ObjectNode update, long id) {
    ObjectNode first = TelegramJson.object().put("update_id", id); // first, as Telegram has it
    update.properties().forEach(field -> first.set(field.getKey(), field.getValue()));
    return first.toString();
  }
}
