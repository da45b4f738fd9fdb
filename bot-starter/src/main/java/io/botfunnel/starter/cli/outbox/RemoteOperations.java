package io.botfunnel.starter.cli.outbox;

import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.AuditEntry;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.EntryDetail;
import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a running bot, called through its console. The console records "command" as the
 * one who did something. Safe for use from any thread.
 */
final class RemoteOperations implements Operations {
  private final ConsoleClient console;

  RemoteOperations(ConsoleClient console) {
    this.console = console;
  }

  private record Owner(long telegramUserId) {}

  private record TestSent(Receipt.Outcome outcome, String eid) {}

  @Override
  public Books books(Topic topic) {
    Status status = console.status();
    if (topic.equals(Topic.CONVERSIONS)) {
      return status.conversions();
    }
    return topic.equals(Topic.INBOX) ? status.inbox() : status.outbox();
  }

  @Override
  public Optional<Instant> oldestWaiting() {
    return Optional.ofNullable(console.status().oldestWaiting());
  }

  @Override
  public List<Quarantined> quarantined() {
    return console.status().quarantined();
  }

  @Override
  public Funnel funnel(Period period) {
    return console.get("/api/funnel", Map.of("period", lower(period)), Funnel.class);
  }

  @Override
  public List<StalledStep> stalledSteps() {
    return console.status().stalledSteps();
  }

  @Override
  public EntryPage list(Filter which, long before, int limit) {
    Map<String, Object> query = queryOf(which, before);
    query.put("limit", limit);
    return console.get("/api/entries", query, EntryPage.class);
  }

  @Override
  public List<Recorded> unmatched(int limit) {
    return List.of(console.get("/api/unmatched", Map.of("limit", limit), Recorded[].class));
  }

  @Override
  public List<Conflict> conflicts(int limit) {
    return List.of(console.get("/api/conflicts", Map.of("limit", limit), Conflict[].class));
  }

  @Override
  public Optional<EntryDetail> show(Topic topic, String kind, String eid) {
    return console.find(
        "/api/entry", Map.of("topic", topic.name(), "kind", kind, "eid", eid), EntryDetail.class);
  }

  @Override
  public Optional<Long> userOf(String uid) {
    return console.find("/api/user", Map.of("uid", uid), Owner.class).map(Owner::telegramUserId);
  }

  @Override
  public List<String> uidsOf(long telegramUserId) {
    return List.of(console.get("/api/uids", Map.of("user", telegramUserId), String[].class));
  }

  @Override
  public BulkResult retry(Filter which, long before, String who) {
    return change("/api/retry", which, before);
  }

  @Override
  public BulkResult erase(Filter which, long before, String who) {
    return change("/api/erase", which, before);
  }

  /**
   * Sends {@code all}, which the console requires again; the caller has already checked the intent.
   */
  private BulkResult change(String path, Filter which, long before) {
    Map<String, Object> query = queryOf(which, before);
    query.put("all", true);
    return console.post(path, query, BulkResult.class);
  }

  @Override
  public ErasureResult erasePerson(long telegramUserId, String who) {
    return console.post("/api/forget", Map.of("user", telegramUserId), ErasureResult.class);
  }

  @Override
  public Receipt recordTest(Subject subject, Money money, String id, String who) {
    Map<String, Object> query = new LinkedHashMap<>();
    if (subject instanceof UserId user) {
      query.put("user", user.value());
    } else if (subject instanceof ClickId uid) {
      query.put("uid", uid.value());
    }
    query.put("amount", money.value());
    query.put("currency", money.currencyCode());
    query.put("id", id);
    TestSent sent = console.post("/api/test", query, TestSent.class);
    return new Receipt(sent.outcome(), new EventId(sent.eid()));
  }

  @Override
  public List<AuditEntry> audit(int limit) {
    return List.of(console.get("/api/audit", Map.of("limit", limit), AuditEntry[].class));
  }

  @Override
  public void backup(Path file, String who) {
    console.post("/api/backup", Map.of("file", file));
  }

  private static Map<String, Object> queryOf(Filter which, long before) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("topic", which.topic().name());
    put(query, "state", which.state() == null ? null : which.state().word());
    put(query, "kind", which.kind());
    put(query, "eid", which.eid());
    put(query, "user", which.telegramUserId());
    put(query, "uid", which.uid());
    put(query, "reason", which.reason());
    put(query, "before", before == Long.MAX_VALUE ? null : before);
    return query;
  }

  private static void put(Map<String, Object> query, String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  private static String lower(Period period) {
    return period.name().toLowerCase(Locale.ROOT);
  }
}
