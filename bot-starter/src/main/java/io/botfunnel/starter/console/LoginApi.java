package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.RequestRefusedException;
import io.botfunnel.starter.console.request.RouteAccess;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The routes for logging in and out. A caller who can read the bot's files proves its key, and gets
 * a link for a browser or a key for a script. A browser that follows the link gets a session.
 */
final class LoginApi {
  /** Carries the key of a link. */
  static final String LOGIN_HEADER = "X-BotFunnel-Login";

  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{20,64}");

  private final Challenges challenges;
  private final Sessions sessions;
  private final String authority;
  private final String cookie;

  /**
   * @param authority the only authority under which a browser gets a session, because another
   *     program may listen on the same port under another name of this machine
   */
  LoginApi(Challenges challenges, Sessions sessions, String authority, int port) {
    this.challenges = challenges;
    this.sessions = sessions;
    this.authority = authority;
    this.cookie = AccessFilter.cookieOf(port);
  }

  void addTo(RoutesConfig routes) {
    routes
        .get("/api/challenge", this::challenge, RouteAccess.ANYONE)
        .post("/api/login", this::login, RouteAccess.ANYONE)
        .post("/api/logout", this::logout)
        .post(
            "/api/link",
            request -> ReadApi.json(request, key(sessions.invite())),
            RouteAccess.OWNER)
        .post("/api/key", request -> ReadApi.json(request, key(scriptKey())), RouteAccess.OWNER);
  }

  private void challenge(Context request) {
    String nonce = Query.of(request).required("nonce", "<20 to 64 random characters>");
    if (!NONCE.matcher(nonce).matches()) {
      throw RequestRefusedException.badRequest(
          "nonce is 20 to 64 of A-Z a-z 0-9 _ -", "Make a random one");
    }
    ReadApi.json(request, challenges.issue(nonce));
  }

  private static Map<String, String> key(String value) {
    return Map.of("key", value);
  }

  private String scriptKey() {
    return sessions.openForScript().key();
  }

  private void login(Context request) {
    if (!authority.equals(request.header("Host"))) {
      throw RequestRefusedException.forbidden(
          "A session is of http://%s alone".formatted(authority),
          "Open the link as it was printed");
    }
    Sessions.Session session =
        Optional.ofNullable(request.header(LOGIN_HEADER))
            .flatMap(sessions::openWithInvitation)
            .orElseThrow(RequestRefusedException::noSession);
    setCookie(request, session.id(), Sessions.BROWSER_LIFETIME.toSeconds());
    ReadApi.json(request, Map.of("secret", session.secret()));
  }

  private void logout(Context request) {
    AccessFilter.sessionOf(request).ifPresent(sessions::close);
    setCookie(request, "", 0);
    request.status(204);
  }

  private void setCookie(Context request, String value, long seconds) {
    request.header(
        "Set-Cookie",
        "%s=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=%d".formatted(cookie, value, seconds));
  }
}
