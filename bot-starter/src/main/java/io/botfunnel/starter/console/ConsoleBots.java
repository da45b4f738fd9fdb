package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Query;
import io.botfunnel.starter.console.request.RequestRefusedException;
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
final class ConsoleBots {
  /** Names the bot without a name, because an empty parameter counts as missing. */
  static final String UNNAMED = "-";

  private static final String PARAMETER = "bot";

  private final Map<String, BotView> views = new LinkedHashMap<>();

  /**
   * @param all the bots, with different names, at least one
   * @param queries limits the wait for the outbox that they share
   * @param pushInterval how often pages receive changes
   */
  ConsoleBots(
      List<? extends WatchedBot> all, Clock clock, BoundedQueries queries, Duration pushInterval) {
    all.forEach(bot -> views.put(nameOf(bot), BotView.of(bot, clock, queries, pushInterval)));
  }

  /** A bot with what the console shows of it. */
  record BotView(WatchedBot bot, StatusReader status, EventStream stream) {
    private static BotView of(
        WatchedBot bot, Clock clock, BoundedQueries queries, Duration pushInterval) {
      StatusReader status = new StatusReader(bot, clock, queries);
      return new BotView(bot, status, new EventStream(bot, status, pushInterval));
    }
  }

  /**
   * A bot that a request can name.
   *
   * @param name the value of {@code bot=}
   * @param username the bot's Telegram username; null until Telegram has reported it
   */
  record BotChoice(String name, @Nullable String username) {}

  private static String nameOf(WatchedBot bot) {
    return bot.name().isEmpty() ? UNNAMED : bot.name();
  }

  /** Returns the bots that a request can name, in their order. */
  List<BotChoice> choices() {
    return views.entrySet().stream()
        .map(view -> new BotChoice(view.getKey(), view.getValue().bot().username().orElse(null)))
        .toList();
  }

  /** Returns the bot that a read is for. */
  BotView forRead(Query query) {
    return query.find(PARAMETER).map(this::named).orElseGet(() -> all().get(0));
  }

  /** Returns the bot that a change is for. */
  BotView forChange(Query query) {
    Optional<String> name = query.find(PARAMETER);
    if (name.isEmpty() && views.size() > 1) {
      throw RequestRefusedException.badRequest(
          "bot is missing: several bots run, and a change is of one",
          "Add bot=NAME, one of %s".formatted(names()));
    }
    return forRead(query);
  }

  private BotView named(String name) {
    return Optional.ofNullable(views.get(name))
        .orElseThrow(
            () ->
                RequestRefusedException.badRequest(
                    "bot is unknown: it is one of %s".formatted(names()), "Correct it"));
  }

  private String names() {
    return String.join(", ", views.keySet());
  }

  List<BotView> all() {
    return List.copyOf(views.values());
  }

  void eachStream(Consumer<EventStream> work) {
    views.values().forEach(view -> work.accept(view.stream()));
  }
}
