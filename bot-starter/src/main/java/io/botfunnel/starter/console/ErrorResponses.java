package io.botfunnel.starter.console;

import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.starter.console.request.RequestRefusedException;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps exceptions to error responses, which never contain a stack trace or a secret. */
final class ErrorResponses {
  private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

  private ErrorResponses() {}

  /**
   * The body of an error response.
   *
   * @param error what is wrong and the remedy, in one text
   * @param what what is wrong, with the rule that the request breaks
   * @param remedy what the sender can do; null if {@code what} says it
   */
  private record ErrorBody(String error, String what, @Nullable String remedy) {
    private static ErrorBody of(String what, @Nullable String remedy) {
      return new ErrorBody(
          BotLogging.masked(RequestRefusedException.sentence(what, remedy)),
          BotLogging.masked(what),
          remedy == null ? null : BotLogging.masked(remedy));
    }
  }

  /** Returns the JSON of an error. */
  static String json(String what, @Nullable String remedy) {
    return ConsoleJson.write(ErrorBody.of(what, remedy));
  }

  static void addTo(RoutesConfig routes) {
    routes.exception(
        RequestRefusedException.class,
        (e, request) -> respond(request, e.status(), e.what(), e.remedy()));
    routes.exception(
        HttpResponseException.class,
        (e, request) ->
            respond(request, e.getStatus(), "There is no such call", "See docs/console.md"));
    routes.exception(IllegalArgumentException.class, (e, request) -> respond(request, 400, e));
    routes.exception(OutboxUnavailableException.class, (e, request) -> respond(request, 503, e));
    routes.exception(Exception.class, ErrorResponses::unexpected);
  }

  private static void unexpected(Exception e, Context request) {
    log.error("the console failed at {} {}", request.method(), request.path(), e);
    respond(request, 500, "The console failed: this should not happen", "Read the bot's log");
  }

  /** The library's exceptions say what is wrong and the remedy in one message. */
  private static void respond(Context request, int status, Exception e) {
    respond(request, status, String.valueOf(e.getMessage()), null);
  }

  private static void respond(Context request, int status, String what, @Nullable String remedy) {
    request.status(status).contentType("application/json").result(json(what, remedy));
  }
}
