package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.Refusal;
import io.botfunnel.starter.web.Patience;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bots that a console shows; a request names one of them by {@code bot=}. A read without a name
 * gets the first bot. A change without a name is refused if there are several bots.
 */
final class Bots {
  /** Names the bot without a name, because an empty parameter counts as missing. */
  static final String UNNAMED = "-";

  private static final String PARAMETER = "bot";

  private final Map<String, View> views = new LinkedHashMap<>();

  /**
   * @param all the bots, with different names, at least one
   * @param patience limits the wait for the outbox that they share
   * @param lookEvery how often pages receive changes
   */
  Bots(List<? extends WatchedBot> all, Clock clock, Patience patience, Duration lookEvery) {
    all.forEach(bot -> views.put(nameOf(bot), View.of(bot, clock, patience, lookEvery)));
  }

  /** A bot with what the console shows of it. */
  record View(WatchedBot bot, StatusReader status, Live live) {
    private static View of(WatchedBot bot, Clock clock, Patience patience, Duration lookEvery) {
      StatusReader status = new StatusReader(bot, clock, patience);
      return new View(bot, status, new Live(bot, status, lookEvery));
    }
  }

  /**
   * A bot that a request can name.
   *
   * @param name the value of {@code bot=}
   * @param username the bot's Telegram username; null until Telegram has reported it
   */
  record Choice(String name, @Nullable String username) {}

  private static String nameOf(WatchedBot bot) {
    return bot.name().isEmpty() ? UNNAMED : bot.name();
  }

  /** Returns the bots that a request can name, in their order. */
  List<Choice> choices() {
    return views.entrySet().stream()
        .map(view -> new Choice(view.getKey(), view.getValue().bot().username().orElse(null)))
        .toList();
  }

  /** Returns the bot that a read is for. */
  View of(Query query) {
    return query.find(PARAMETER).map(this::named).orElseGet(() -> all().get(0));
  }

  /** Returns the bot that a change is for. */
  View ofAChange(Query query) {
    Optional<String> name = query.find(PARAMETER);
    if (name.isEmpty() && views.size() > 1) {
      throw Refusal.badRequest(
          "bot is missing: several bots run, and a change is of one. Add bot=NAME, one of %s"
              .formatted(names()));
    }
    return of(query);
  }

  private View named(String name) {
    return Optional.ofNullable(views.get(name))
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "bot is unknown: it is one of %s. Correct it".formatted(names())));
  }

  private String names() {
    return String.join(", ", views.keySet());
  }

  List<View> all() {
    return List.copyOf(views.values());
  }

  void eachLive(Consumer<Live> work) {
    views.values().forEach(view -> work.accept(view.live()));
  }
}
