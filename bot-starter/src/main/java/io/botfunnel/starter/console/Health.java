package io.botfunnel.starter.console;

import io.botfunnel.starter.web.Patience;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.Held;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Health for whoever supervises the process. Needs no key, and so shows nothing of any user.
 *
 * <p>Ready is a bot that works: what comes is taken and kept. A delivery that is paused loses
 * nothing and is a note, for no restart would mend it.
 */
final class Health {
  private final Bots bots;
  private final Patience patience;

  Health(Bots bots, Patience patience) {
    this.bots = bots;
    this.patience = patience;
  }

  /**
   * Whether the bot works.
   *
   * @param reasons why not
   * @param notes what its operator should know all the same
   */
  record Readiness(boolean ready, List<String> reasons, List<String> notes) {}

  void addTo(RoutesConfig routes) {
    routes
        .get("/health", this::ready)
        .get("/health/ready", this::ready)
        .get("/health/live", request -> Reading.json(request, Map.of("live", true)));
  }

  private void ready(Context request) {
    Readiness readiness = readiness();
    request.status(readiness.ready() ? 200 : 503);
    Reading.json(request, readiness);
  }

  /** One that does not work is what has to be looked at, however well the others do. */
  private Readiness readiness() {
    List<String> reasons = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Bots.View view : bots.all()) {
      String of = view.bot().name().isEmpty() ? "" : view.bot().name() + ": ";
      TrackingHealth health = view.bot().health();
      reasons(view.bot(), health).forEach(reason -> reasons.add(of + reason));
      notes(view.bot(), health).forEach(note -> notes.add(of + note));
    }
    return new Readiness(reasons.isEmpty(), reasons, notes);
  }

  private List<String> reasons(WatchedBot bot, TrackingHealth health) {
    List<String> reasons = new ArrayList<>();
    Optional.ofNullable(health.held())
        .map(Held::reason)
        .or(() -> outboxTrouble(bot))
        .ifPresent(reasons::add);
    if (!bot.polledOnce()) {
      reasons.add("no updates can come yet: Telegram has not been reached");
    }
    return reasons;
  }

  /** What is pushed is held by nobody: so the outbox itself is asked. */
  private Optional<String> outboxTrouble(WatchedBot bot) {
    try {
      patience.ask(() -> bot.operations().oldestWaiting());
      return Optional.empty();
    } catch (OutboxUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> notes(WatchedBot bot, TrackingHealth health) {
    List<String> notes = new ArrayList<>();
    bot.telegramTrouble().ifPresent(notes::add);
    note(health.endpoint().status()).ifPresent(notes::add);
    if (bot.dryRun()) {
      notes.add("dry run: nothing is sent to XTRACKER");
    }
    return notes;
  }

  private static Optional<String> note(EndpointHealth.Status status) {
    return switch (status) {
      case RUNNING -> Optional.empty();
      case PAUSED -> Optional.of("delivery to XTRACKER is paused; nothing is lost");
      case UNAUTHORIZED ->
          Optional.of("XTRACKER does not accept our key; delivery is paused, nothing is lost");
    };
  }
}
