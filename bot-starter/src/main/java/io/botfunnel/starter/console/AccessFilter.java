package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.starter.console.request.RequestRefusedException;
import io.botfunnel.starter.console.request.RouteAccess;
import io.botfunnel.starter.web.SecurityHeaders;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.Cookie;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets only the operator in. A request must name this machine as its host and must not come from
 * another site. It must also carry a proof of the bot's key or both secrets of a session. A change
 * also needs a header that no form of another site can send. Safe for use from any thread.
 */
final class AccessFilter {
  /** Carries a session's second secret beside its cookie, or both as {@code id.secret}. */
  static final String KEY_HEADER = "X-BotFunnel-Key";

  /** Required on every change. */
  static final String REQUEST_HEADER = "X-BotFunnel-Request";

  private static final String PROVEN = "botfunnel.proven";
  private static final String SESSION = "botfunnel.session";

  private final Proof proof;
  private final Challenges challenges;
  private final Sessions sessions;
  private final String cookie;
  private final Set<String> hosts;

  AccessFilter(Proof proof, Challenges challenges, Sessions sessions, int port) {
    this.proof = proof;
    this.challenges = challenges;
    this.sessions = sessions;
    this.cookie = cookieOf(port);
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
  }

  /** The port is part of the name, because cookies are shared by all ports of a machine. */
  static String cookieOf(int port) {
    return "botfunnel-" + port;
  }

  /** Refuses requests that neither our page nor our commands send, whatever route they name. */
  void checkOrigin(Context request) {
    SecurityHeaders.ALL.forEach(request::header);
    requireOwnHost(request);
    requireOwnOrigin(request);
    refuseBody(request);
  }

  /** Refuses a request whose sender may not use its route. */
  void checkCaller(Context request) {
    Set<?> access = request.routeRoles();
    if (access.contains(RouteAccess.OWNER)) {
      requireProof(request);
    } else if (!access.contains(RouteAccess.ANYONE)) {
      requireProofOrSession(request);
    }
    requireChangeHeader(request);
  }

  /** A host name that is not this machine's belongs to a site that tries to pass as the console. */
  private void requireOwnHost(Context request) {
    if (!hosts.contains(String.valueOf(request.header("Host")))) {
      throw RequestRefusedException.forbidden(
          "The Host is not this machine", "Use 127.0.0.1 and the port that the log names");
    }
  }

  /** Under another name of this machine, another program may listen on the same port. */
  private static void requireOwnOrigin(Context request) {
    String own = "http://" + request.header("Host");
    if (!Collections.list(request.req().getHeaders("Origin")).stream().allMatch(own::equals)) {
      throw RequestRefusedException.forbidden(
          "The Origin is another site: only the page itself may send requests",
          "Open the page itself");
    }
  }

  private static void refuseBody(Context request) {
    if (request.req().getContentLengthLong() > 0 || request.header("Transfer-Encoding") != null) {
      throw RequestRefusedException.tooLarge(
          "A body is not read here", "Put the parameters into the query");
    }
  }

  private void requireProofOrSession(Context request) {
    if (request.header(Proof.HEADER) == null) {
      Sessions.Session session = session(request).orElseThrow(RequestRefusedException::noSession);
      request.attribute(SESSION, session);
    } else {
      requireProof(request);
    }
  }

  private void requireProof(Context request) {
    String[] parts = Optional.ofNullable(request.header(Proof.HEADER)).orElse("").split(" ", -1);
    if (parts.length != 2 || !Proof.same(proofOf(request, parts[0]), parts[1])) {
      throw RequestRefusedException.noProof();
    }
    request.attribute(PROVEN, parts[0]);
    if (!challenges.use(parts[0])) {
      throw RequestRefusedException.noProof();
    }
  }

  private String proofOf(Context request, String challenge) {
    String query = request.queryString();
    String path = request.req().getRequestURI();
    return proof.ofRequest(
        challenge, request.method().name(), query == null ? path : path + "?" + query);
  }

  private Optional<Sessions.Session> session(Context request) {
    String key = Optional.ofNullable(request.header(KEY_HEADER)).orElse("");
    int dot = key.indexOf('.');
    Stream<String> ids = dot < 0 ? ids(request) : Stream.of(key.substring(0, dot));
    String secret = key.substring(dot + 1);
    return ids.flatMap(id -> sessions.find(id, secret).stream()).findFirst();
  }

  /**
   * Returns every cookie of our name: one set by another port of this machine must not hide ours.
   */
  private Stream<String> ids(Context request) {
    return Stream.ofNullable(request.req().getCookies())
        .flatMap(Stream::of)
        .filter(each -> each.getName().equals(cookie))
        .map(Cookie::getValue);
  }

  private static void requireChangeHeader(Context request) {
    boolean reads =
        request.method().equals(HandlerType.GET) || request.method().equals(HandlerType.HEAD);
    if (!reads && !"1".equals(request.header(REQUEST_HEADER))) {
      throw RequestRefusedException.forbidden(
          "The header %s is missing: a change needs it".formatted(REQUEST_HEADER),
          "Send %s: 1".formatted(REQUEST_HEADER));
    }
  }

  /** Returns the session of a request; empty if the request came with a proof. */
  static Optional<Sessions.Session> sessionOf(Context request) {
    Sessions.@Nullable Session session = request.attribute(SESSION);
    return Optional.ofNullable(session);
  }

  /** Returns whether the sender of a request would be let in again; for answers that take long. */
  BooleanSupplier stillAllowed(Context request) {
    Optional<Sessions.Session> session = sessionOf(request);
    return () -> session.map(sessions::isActive).orElse(true);
  }

  /** Adds a proof to the answer if the request was proven. */
  void proveResponse(Context request) {
    @Nullable String challenge = request.attribute(PROVEN);
    if (challenge != null && !request.res().isCommitted()) {
      @Nullable String body = request.result();
      byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
      request.header(Proof.HEADER, proof.ofResponse(challenge, request.statusCode(), bytes));
    }
  }
}
