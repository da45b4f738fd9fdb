package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.RequestRefusedException;
import io.botfunnel.tracking.operations.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The API's reads: every answer is a value of the operations, as JSON. */
final class ReadApi {
  private final ConsoleBots bots;

  ReadApi(ConsoleBots bots) {
    this.bots = bots;
  }

  void addTo(RoutesConfig routes) {
    routes
        .get("/api/bots", route(query -> bots.choices()))
        .get("/api/status", route(query -> bots.forRead(query).status().read()))
        .get("/api/funnel", route(query -> operations(query).funnel(query.period())))
        .get("/api/entries", route(this::entries))
        .get("/api/entry", route(this::entry))
        .get("/api/unmatched", route(query -> operations(query).unmatched(query.limit())))
        .get("/api/conflicts", route(query -> operations(query).conflicts(query.limit())))
        .get("/api/audit", route(query -> operations(query).audit(query.limit())))
        .get("/api/user", route(this::user))
        .get("/api/uids", route(query -> operations(query).uidsOf(query.user())));
  }

  private Operations operations(Query query) {
    return bots.forRead(query).bot().operations();
  }

  private Object entries(Query query) {
    return operations(query).list(query.filter(), query.before(), query.limit());
  }

  private Object entry(Query query) {
    String kind = query.required("kind", "deposit");
    String eid = query.required("eid", "dep-1");
    return found(
        operations(query).show(query.topic(), kind, eid),
        "There is no such entry, or its retention is over",
        "Check topic, kind and eid");
  }

  private Object user(Query query) {
    return Map.of(
        "telegramUserId",
        found(
            operations(query).userOf(query.required("uid", "abc")),
            "The uid belongs to nobody: no user has come with it",
            "Check its spelling"));
  }

  private static <T> T found(Optional<T> value, String what, String remedy) {
    return value.orElseThrow(() -> RequestRefusedException.notFound(what, remedy));
  }

  static Handler route(Function<Query, Object> read) {
    return request -> json(request, read.apply(Query.of(request)));
  }

  static void json(Context request, Object value) {
    request.contentType("application/json").result(ConsoleJson.write(value));
  }
}
