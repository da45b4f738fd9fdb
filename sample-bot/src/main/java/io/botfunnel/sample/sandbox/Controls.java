package io.botfunnel.sample.sandbox;

import io.botfunnel.testkit.telegram.FakeUser;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.Ledger;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that change a sandbox from outside; {@link Guide} describes them to the user. */
final class Controls {
  /** Telegram's user ids have at most 52 bits, which 15 digits hold. */
  private static final Pattern USER =
      Pattern.compile("POST /users/([1-9][0-9]{0,14})/(says|presses|joins)");

  private record Recorded(List<RecordedBind> binds, List<RecordedEvent> events) {}

  private final Sandbox sandbox;

  Controls(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Executes one request.
   *
   * @param request method and path, such as {@code POST /updates}
   */
  ControlResponse use(String request, String body) {
    try {
      return done(request, body);
    } catch (IllegalArgumentException wrong) {
      return ControlResponse.error(400, String.valueOf(wrong.getMessage()));
    }
  }

  private ControlResponse done(String request, String body) {
    return switch (request) {
      case "POST /updates" ->
          ControlResponse.ok(Map.of("update_id", sandbox.telegram().push(body)));
      case "GET /sent" -> ControlResponse.ok(sandbox.telegram().sent());
      case "GET /recorded" -> recorded();
      case "POST /fault" -> fail(body.strip());
      case "DELETE /fault" -> heal();
      default -> played(USER.matcher(request), body);
    };
  }

  private ControlResponse recorded() {
    Ledger ledger = sandbox.tracker().ledger();
    return ControlResponse.ok(new Recorded(ledger.binds(), ledger.events()));
  }

  private ControlResponse fail(String name) {
    if (Arrays.stream(Fault.values()).map(Fault::name).noneMatch(name::equals)) {
      throw new IllegalArgumentException(
          "No such fault. Send one of " + Arrays.toString(Fault.values()));
    }
    sandbox.tracker().fail(Fault.valueOf(name));
    return ControlResponse.ok(Map.of("fault", name));
  }

  private ControlResponse heal() {
    sandbox.tracker().heal();
    return ControlResponse.ok(Map.of("fault", "none"));
  }

  private ControlResponse played(Matcher request, String body) {
    if (!request.matches()) {
      return ControlResponse.error(
          404,
          "POST to /users/<id>/says, /users/<id>/presses, /users/<id>/joins, /updates or /fault;"
              + " GET /sent or /recorded; DELETE /fault");
    }
    FakeUser user = sandbox.telegram().user(Long.parseLong(request.group(1)));
    FakeUser acted =
        switch (request.group(2)) {
          case "says" -> user.says(body);
          case "presses" -> user.presses(body);
          default -> user.joins(sandbox.channel().id());
        };
    return ControlResponse.ok(Map.of("user", acted.id()));
  }
}
