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
 * The bots that a console shows, of which a request names one by {@code bot=}. Whoever looks and
 * names none sees the first; whoever changes something has to name one where there are several.
 */
final class Bots {
  /** Names the bot without a name, since an empty parameter counts as left out. */
  static final String UNNAMED = "-";

  private static final String PARAMETER = "bot";

  private final Map<String, View> views = new LinkedHashMap<>();

  /**
   * @param all of different names, at least one
   * @param patience with the outbox that they share
   * @param lookEvery how often pages are told what is new
   */
  Bots(List<? extends WatchedBot> all, Clock clock, Patience patience, Duration lookEvery) {
    all.forEach(bot -> views.put(nameOf(bot), View.of(bot, clock, patience, lookEvery)));
  }

  /** One bot as it is shown. */
  record View(WatchedBot bot, StatusReader status, Live live) {
    private static View of(WatchedBot bot, Clock clock, Patience patience, Duration lookEvery) {
      StatusReader status = new StatusReader(bot, clock, patience);
      return new View(bot, status, new Live(bot, status, lookEvery));
    }
  }

  /**
   * A bot that can be chosen.
   *
   * @param name what {@code bot=} takes
   * @param username as of Telegram; null as long as it has not told
   */
  record Choice(String name, @Nullable String username) {}

  private static String nameOf(WatchedBot bot) {
    return bot.name().isEmpty() ? UNNAMED : bot.name();
  }

  /** Those that can be chosen, in their order. */
  List<Choice> choices() {
    return views.entrySet().stream()
        .map(view -> new Choice(view.getKey(), view.getValue().bot().username().orElse(null)))
        .toList();
  }

  /** The one that is looked at. */
  View of(Query query) {
    return query.find(PARAMETER).map(this::named).orElseGet(() -> all().get(0));
  }

  /** The one that is changed. */
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
