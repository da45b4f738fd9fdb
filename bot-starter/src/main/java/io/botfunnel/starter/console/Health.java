package io.botfunnel.starter.console;

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
  private final WatchedBot bot;
  private final Patience patience;

  Health(WatchedBot bot, Patience patience) {
    this.bot = bot;
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

  private Readiness readiness() {
    TrackingHealth health = bot.health();
    List<String> reasons = new ArrayList<>();
    Optional.ofNullable(health.held())
        .map(Held::reason)
        .or(this::outboxTrouble)
        .ifPresent(reasons::add);
    if (!bot.polledOnce()) {
      reasons.add("no updates can come yet: Telegram has not been reached");
    }
    return new Readiness(reasons.isEmpty(), reasons, notes(health));
  }

  /** What is pushed is held by nobody: so the outbox itself is asked. */
  private Optional<String> outboxTrouble() {
    try {
      patience.ask(() -> bot.operations().oldestWaiting());
      return Optional.empty();
    } catch (OutboxUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> notes(TrackingHealth health) {
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
