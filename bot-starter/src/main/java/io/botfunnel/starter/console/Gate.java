package io.botfunnel.starter.console;

import io.botfunnel.starter.web.SafeHeaders;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets in the operator alone: who names this machine as the host, comes from no other site, holds
 * the key, and, to change something, says so in a header that no form of another site can send.
 */
final class Gate {
  /** Carries the key of a command. */
  static final String KEY_HEADER = "X-BotFunnel-Key";

  /** Has to be there on a change. */
  static final String REQUEST_HEADER = "X-BotFunnel-Request";

  private static final String COOKIE = "botfunnel";
  private static final Set<String> NEED_NO_KEY =
      Set.of("/health", "/health/live", "/health/ready", "/metrics");

  private final AccessKey key;
  private final Set<String> hosts;
  private final Set<String> origins;

  Gate(AccessKey key, int port) {
    this.key = key;
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    this.origins = hosts.stream().map("http://"::concat).collect(Collectors.toUnmodifiableSet());
  }

  /** Refuses a request, or lets it pass. */
  void check(Context request) {
    headers(request);
    requireOwnHost(request);
    requireOwnOrigin(request);
    refuseBody(request);
    if (request.path().equals("/") && Query.of(request).find("key").isPresent()) {
      enter(request);
    } else if (!NEED_NO_KEY.contains(request.path())) {
      requireKey(request);
      requireIntent(request);
    }
  }

  private static void headers(Context request) {
    SafeHeaders.ALL.forEach(request::header);
  }

  /** Another name for this machine is a site that wants to be taken for us. */
  private void requireOwnHost(Context request) {
    if (!hosts.contains(String.valueOf(request.header("Host")))) {
      throw Refusal.forbidden(
          "The Host is not this machine. Use the link of the log, with 127.0.0.1 and its port");
    }
  }

  private void requireOwnOrigin(Context request) {
    String origin = request.header("Origin");
    if (origin != null && !origins.contains(origin)) {
      throw Refusal.forbidden(
          "The Origin is another site: only the page itself may ask. Open the link of the log");
    }
  }

  private static void refuseBody(Context request) {
    if (request.req().getContentLengthLong() > 0 || request.header("Transfer-Encoding") != null) {
      throw Refusal.tooLarge("A body is not read here. Put what is meant into the query");
    }
  }

  /** From the link of the log to a page whose address tells nobody the key. */
  private void enter(Context request) {
    if (!key.is(Query.of(request).find("key").orElse(""))) {
      throw Refusal.noKey();
    }
    request.header(
        "Set-Cookie", COOKIE + "=" + key.value() + "; HttpOnly; SameSite=Strict; Path=/");
    request.redirect("/", HttpStatus.SEE_OTHER);
  }

  private void requireKey(Context request) {
    boolean held =
        Optional.ofNullable(request.header(KEY_HEADER)).filter(key::is).isPresent()
            || Optional.ofNullable(request.cookie(COOKIE)).filter(key::is).isPresent();
    if (!held) {
      throw Refusal.noKey();
    }
  }

  private static void requireIntent(Context request) {
    boolean reads =
        request.method().equals(HandlerType.GET) || request.method().equals(HandlerType.HEAD);
    if (!reads && !"1".equals(request.header(REQUEST_HEADER))) {
      throw Refusal.forbidden(
          "The header %s is missing: a change needs it. Send %s: 1"
              .formatted(REQUEST_HEADER, REQUEST_HEADER));
    }
  }
}
