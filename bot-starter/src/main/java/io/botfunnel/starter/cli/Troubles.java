package io.botfunnel.starter.cli;

import io.botfunnel.starter.console.Status;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.operations.Silence;
import io.botfunnel.tracking.telegram.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps the funnel from flowing, each with what to do. Used by one thread. */
final class Troubles {
  private final Instant now;
  private final List<String> found = new ArrayList<>();

  Troubles(Instant now) {
    this.now = now;
  }

  /**
   * All that there are.
   *
   * @param runs whether a bot runs
   * @param bot what its console says; null where none is known
   * @param books those of the outbox first
   */
  List<String> of(boolean runs, @Nullable Status bot, List<Books> books, List<Silence> silences) {
    if (bot != null) {
      running(bot);
    } else if (!runs && books.get(0).waiting() > 0) {
      found.add("The bot does not run, so nothing is sent. Start it with: run");
    }
    books.stream().filter(any -> !any.balanced()).forEach(this::unbalanced);
    silences.forEach(this::silent);
    return List.copyOf(found);
  }

  private void running(Status bot) {
    delivery(bot.endpoint());
    if (bot.held() != null) {
      held(bot.held());
    }
    if (bot.telegramTrouble() != null) {
      found.add(Shown.text(bot.telegramTrouble()) + ".");
    }
  }

  private void delivery(Status.Endpoint endpoint) {
    String what = since(endpoint.since()) + ": " + Shown.text(endpoint.reason());
    switch (endpoint.status()) {
      case RUNNING -> {}
      case PAUSED ->
          found.add(
              "XTRACKER fails%s. Nothing is lost, it goes on by itself; if it lasts, run doctor."
                  .formatted(what));
      case UNAUTHORIZED ->
          found.add(
              "XTRACKER does not accept our key%s. Put the space's bearer into xtracker.bearer-file, or into XTRACKER_BEARER and restart."
                  .formatted(what));
    }
  }

  private String since(Instant begin) {
    return " for " + Shown.age(begin, now);
  }

  private void held(Held held) {
    found.add(
        "The outbox cannot be written%s, %d updates are held: %s"
            .formatted(since(held.since()), held.updates(), Shown.text(held.reason())));
  }

  private void unbalanced(Books books) {
    found.add("The books do not balance: " + books + ". Make a backup and report it.");
  }

  private void silent(Silence silence) {
    found.add(
        "No %s for %s, usually one comes every %s. Run doctor, and look at the landing page and the partner's postbacks."
            .formatted(
                silence.step().word(),
                Shown.age(silence.lastAt(), now),
                Shown.length(silence.usualGap())));
  }
}
