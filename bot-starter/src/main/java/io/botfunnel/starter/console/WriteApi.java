package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.RequestRefusedException;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.operations.ErasureResult;
import io.botfunnel.tracking.operations.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The API's changes: each leaves an audit line that says what was changed and through which
 * interface.
 */
final class WriteApi {
  /** Names the interface through which a change is requested. */
  static final String WHO = "X-BotFunnel-Who";

  private final ConsoleBots bots;

  WriteApi(ConsoleBots bots) {
    this.bots = bots;
  }

  void addTo(RoutesConfig routes) {
    routes
        .post("/api/retry", change(this::retry))
        .post("/api/erase", change(this::erase))
        .post("/api/forget", change(this::forget))
        .post("/api/test", change(this::test))
        .post("/api/backup", this::backup);
  }

  private Operations operations(Query query) {
    return bots.forChange(query).bot().operations();
  }

  private BulkResult retry(Query query, String who) {
    return operations(query).retry(query.changeFilter(), query.before(), who);
  }

  private BulkResult erase(Query query, String who) {
    return operations(query).erase(query.changeFilter(), query.before(), who);
  }

  private ErasureResult forget(Query query, String who) {
    return operations(query).erasePerson(query.user(), who);
  }

  private Object test(Query query, String who) {
    Subject subject = query.subject();
    Money money = Money.of(query.required("amount", "1.00"), query.required("currency", "USD"));
    Receipt receipt = operations(query).recordTest(subject, money, query.required("id", "1"), who);
    return Map.of("outcome", receipt.outcome(), "eid", receipt.eid().value());
  }

  /** Copies the whole outbox, with the parts of every bot. */
  private void backup(Context request) {
    Path file = Path.of(Query.of(request).required("file", "/path/outbox.zip"));
    bots.all().get(0).bot().operations().backup(file, who(request));
    request.status(204);
  }

  /** A change to the outbox. */
  private interface Change {
    Object apply(Query query, String who);
  }

  private static Handler change(Change change) {
    return request -> ReadApi.json(request, change.apply(Query.of(request), who(request)));
  }

  private static String who(Context request) {
    String who = Optional.ofNullable(request.header(WHO)).orElse("console");
    if (!who.equals("console") && !who.equals("command")) {
      throw RequestRefusedException.badRequest(
          WHO + " is console or command", "Correct it, or leave it out");
    }
    return who;
  }
}
