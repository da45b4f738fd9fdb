package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.RouteAccess;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.TrackingVerdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Health endpoints for a supervisor of the process. They need no key, and so show nothing about any
 * user.
 *
 * <p>A bot is ready if it receives updates and stores them. A paused delivery loses nothing and is
 * only a note, because a restart would not help.
 */
final class Health {
  private final ConsoleBots bots;

  Health(ConsoleBots bots) {
    this.bots = bots;
  }

  /**
   * Whether the bots are ready.
   *
   * @param verdict the worst verdict of all bots
   * @param reasons why a bot is not ready
   * @param notes what the operator should know even if the bots are ready
   */
  record Readiness(
      boolean ready, TrackingVerdict verdict, List<String> reasons, List<String> notes) {}

  void addTo(RoutesConfig routes) {
    addRoute(routes, "/health", this::ready);
    addRoute(routes, "/health/ready", this::ready);
    addRoute(routes, "/health/live", request -> ReadApi.json(request, Map.of("live", true)));
  }

  /** Also answers HEAD, which many supervisors use. */
  private static void addRoute(RoutesConfig routes, String path, Handler answer) {
    routes.get(path, answer, RouteAccess.ANYONE).head(path, answer, RouteAccess.ANYONE);
  }

  private void ready(Context request) {
    Readiness readiness = readiness();
    request.status(readiness.ready() ? 200 : 503);
    ReadApi.json(request, readiness);
  }

  /** One bot that is not ready makes the whole process not ready. */
  private Readiness readiness() {
    List<String> reasons = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<TrackingVerdict> verdicts = new ArrayList<>();
    for (ConsoleBots.BotView view : bots.all()) {
      WatchedBot bot = view.bot();
      String of = bot.name().isEmpty() ? "" : bot.name() + ": ";
      TrackingHealth health = bot.health();
      verdicts.add(health.verdict());
      reasons(bot, health).forEach(reason -> reasons.add(of + reason));
      notes(bot, health.verdict()).forEach(note -> notes.add(of + note));
    }
    return new Readiness(reasons.isEmpty(), TrackingVerdict.worst(verdicts), reasons, notes);
  }

  private static List<String> reasons(WatchedBot bot, TrackingHealth health) {
    List<String> reasons = new ArrayList<>();
    if (!health.verdict().ready()) {
      reasons.add(why(health));
    }
    if (!bot.polledOnce()) {
      reasons.add("no updates can come yet: Telegram has not been reached");
    }
    return reasons;
  }

  private static String why(TrackingHealth health) {
    if (health.stalled() != null) {
      return health.stalled().toString();
    }
    return health.outage() != null ? health.outage().reason() : health.verdict().meaning();
  }

  private static List<String> notes(WatchedBot bot, TrackingVerdict verdict) {
    List<String> notes = new ArrayList<>();
    bot.telegramTrouble().ifPresent(notes::add);
    if (verdict.ready() && !verdict.good()) {
      notes.add(verdict.meaning());
    }
    return notes;
  }
}
