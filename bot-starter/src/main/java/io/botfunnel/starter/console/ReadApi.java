package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.Refusal;
import io.botfunnel.tracking.operations.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The API's reads: every answer is a value of the operations, as JSON. */
final class ReadApi {
  private final Bots bots;

  ReadApi(Bots bots) {
    this.bots = bots;
  }

  void addTo(RoutesConfig routes) {
    routes
        .get("/api/bots", answer(query -> bots.choices()))
        .get("/api/status", answer(query -> bots.of(query).status().read()))
        .get("/api/funnel", answer(query -> outbox(query).funnel(query.period())))
        .get("/api/entries", answer(this::entries))
        .get("/api/entry", answer(this::entry))
        .get("/api/unmatched", answer(query -> outbox(query).unmatched(query.limit())))
        .get("/api/conflicts", answer(query -> outbox(query).conflicts(query.limit())))
        .get("/api/audit", answer(query -> outbox(query).audit(query.limit())))
        .get("/api/user", answer(this::user))
        .get("/api/uids", answer(query -> outbox(query).uidsOf(query.user())));
  }

  private Operations outbox(Query query) {
    return bots.of(query).bot().operations();
  }

  private Object entries(Query query) {
    return outbox(query).list(query.filter(), query.before(), query.limit());
  }

  private Object entry(Query query) {
    String kind = query.required("kind", "deposit");
    String eid = query.required("eid", "dep-1");
    return found(
        outbox(query).show(query.topic(), kind, eid),
        "There is no such entry, or its retention is over. Check topic, kind and eid");
  }

  private Object user(Query query) {
    return Map.of(
        "telegramUserId",
        found(
            outbox(query).userOf(query.required("uid", "abc")),
            "The uid belongs to nobody: no user has come with it. Check its spelling"));
  }

  private static <T> T found(Optional<T> value, String otherwise) {
    return value.orElseThrow(() -> Refusal.notFound(otherwise));
  }

  static Handler answer(Function<Query, Object> question) {
    return request -> json(request, question.apply(Query.of(request)));
  }

  static void json(Context request, Object value) {
    request.contentType("application/json").result(ConsoleJson.write(value));
  }
}
