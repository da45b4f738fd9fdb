package io.botfunnel.testkit.xtracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.botfunnel.testkit.Answer;
import io.botfunnel.testkit.Incoming;
import io.botfunnel.testkit.Violation;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** XTRACKER's contract: validates a call, records it, and answers. Thread-safe. */
final class XtrackerContract {
  private final Ledger ledger;
  private final Set<String> mintedUids = ConcurrentHashMap.newKeySet();
  private final AtomicInteger clicks = new AtomicInteger();
  private volatile @Nullable Set<String> knownUids;
  private volatile int invalidStatus = 200;
  private volatile boolean oneEidPerSpace;
  private volatile Clock clock = Clock.systemUTC();
  private volatile @Nullable WebhookCaller webhook;

  XtrackerContract(Ledger ledger) {
    this.ledger = ledger;
  }

  void know(Set<String> uids) {
    knownUids = uids;
  }

  void answerInvalidWith(int status) {
    invalidStatus = status;
  }

  void countEidsOncePerSpace() {
    oneEidPerSpace = true;
  }

  void use(Clock newClock) {
    clock = newClock;
  }

  /** Replaces the webhook; returns the previous one. */
  synchronized @Nullable WebhookCaller tell(@Nullable WebhookCaller caller) {
    WebhookCaller before = webhook;
    webhook = caller;
    return before;
  }

  Clock clock() {
    return clock;
  }

  Answer answer(Incoming call, long order) {
    try {
      return route(call, order);
    } catch (Violation violation) {
      return violation.answer();
    }
  }

  private Answer route(Incoming call, long order) throws Violation {
    return switch (call.path()) {
      case "/events" -> event(object(call, "POST"), order);
      case "/e" -> event(object(call, "GET"), order);
      case "/bind" -> bind(object(call, "POST"), order);
      case "/clicks" -> click(object(call, "POST"), order);
      default -> Answer.json(404, "{\"ok\":false,\"error\":\"no such path\"}");
    };
  }

  private Answer event(Incoming call, long order) throws Violation {
    RecordedEvent event = new EventRules(call.fields(), invalidStatus).check(order, clock.millis());
    RecordedEvent recorded = ledger.record(key(event), event);
    String status = recorded.order() == order ? "queued" : "duplicate";
    WebhookCaller caller = webhook;
    if (caller != null && recorded.order() == order) {
      caller.tell(recorded);
    }
    return Answer.json(
        200,
        "{\"ok\":true,\"status\":\"%s\",\"inbox_id\":\"%s\"}"
            .formatted(status, recorded.inboxId()));
  }

  private Object key(RecordedEvent event) {
    String eid = event.eid();
    if (eid != null && oneEidPerSpace) {
      return eid;
    }
    String discriminator = eid == null ? Long.toString(event.occurredAtMs()) : eid;
    String uid = Objects.requireNonNullElse(event.uid(), "");
    return new DedupKey(uid, event.event(), discriminator);
  }

  private Answer bind(Incoming call, long order) throws Violation {
    String uid = call.text("uid");
    JsonNode tgId = call.fields().path("tg_id");
    if (uid == null || !tgId.isIntegralNumber() || !tgId.canConvertToLong()) {
      throw Violation.badRequest("uid must be a string and tg_id a number");
    }
    boolean matched = ledger.bind(uid, tgId.longValue(), knows(uid), order).matched();
    return Answer.json(200, "{\"ok\":true,\"matched\":" + matched + "}");
  }

  private boolean knows(String uid) {
    Set<String> known = knownUids;
    return known == null || known.contains(uid) || mintedUids.contains(uid);
  }

  private Answer click(Incoming call, long order) {
    String uid = "click-" + clicks.incrementAndGet();
    mintedUids.add(uid);
    ledger.clicked(
        new RecordedClick(
            uid,
            call.text("link_slug"),
            call.text("fbclid"),
            call.text("campaign_name"),
            call.text("raw_query"),
            order));
    return Answer.json(200, "{\"uid\":\"" + uid + "\"}");
  }

  private static Incoming object(Incoming call, String method) throws Violation {
    if (!call.method().equals(method)) {
      throw new Violation(Answer.json(405, "{\"ok\":false,\"error\":\"" + method + " only\"}"));
    }
    if (!call.fields().isObject()) {
      throw Violation.badRequest("the body must be a JSON object");
    }
    return call;
  }

  /**
   * XTRACKER's deduplication key without the space, because a server is one space. The same
   * conversion under two uids, or once without a uid, counts twice.
   */
  private record DedupKey(String uid, String canonical, String discriminator) {}
}
