package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Refusal;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that failed: what is wrong, the rule and the remedy; never a stack trace. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(Refusal.class, Failures::refused);
    routes.exception(
        HttpResponseException.class,
        (e, request) ->
            answer(request, e.getStatus(), "There is no such call: see docs/operations.md"));
    routes.exception(
        IllegalArgumentException.class, (e, request) -> answer(request, 400, e.getMessage()));
    routes.exception(
        OutboxUnavailableException.class, (e, request) -> answer(request, 503, e.getMessage()));
    routes.exception(Exception.class, Failures::unexpected);
  }

  private static void refused(Refusal refusal, Context request) {
    answer(request, refusal.status(), refusal.getMessage());
  }

  private static void unexpected(Exception e, Context request) {
    log.error("the console failed at {} {}", request.method(), request.path(), e);
    answer(request, 500, "The console failed: this should not happen. The bot's log says where");
  }

  private static void answer(Context request, int status, @Nullable String why) {
    request.status(status);
    ReadApi.json(request, Map.of("error", BotLogging.masked(String.valueOf(why))));
  }
}
