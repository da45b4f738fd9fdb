package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Door;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.TrackingVerdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Health for whoever supervises the process. Needs no key, and so shows nothing of any user.
 *
 * <p>Ready is a bot that works: updates are taken and kept. A delivery that is paused loses nothing
 * and is a note, for no restart would mend it.
 */
final class Health {
  private final Bots bots;

  Health(Bots bots) {
    this.bots = bots;
  }

  /**
   * Whether the bots work.
   *
   * @param verdict the worst of theirs
   * @param reasons why they do not work
   * @param notes what their operator should know all the same
   */
  record Readiness(
      boolean ready, TrackingVerdict verdict, List<String> reasons, List<String> notes) {}

  void addTo(RoutesConfig routes) {
    show(routes, "/health", this::ready);
    show(routes, "/health/ready", this::ready);
    show(routes, "/health/live", request -> ReadApi.json(request, Map.of("live", true)));
  }

  /** Many ask for the head alone. */
  private static void show(RoutesConfig routes, String path, Handler answer) {
    routes.get(path, answer, Door.ANYBODY).head(path, answer, Door.ANYBODY);
  }

  private void ready(Context request) {
    Readiness readiness = readiness();
    request.status(readiness.ready() ? 200 : 503);
    ReadApi.json(request, readiness);
  }

  /** One that does not work is what has to be looked at, however well the others do. */
  private Readiness readiness() {
    List<String> reasons = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<TrackingVerdict> verdicts = new ArrayList<>();
    for (Bots.View view : bots.all()) {
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
    return health.held() != null ? health.held().reason() : health.verdict().meaning();
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
