package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Determines what an update means for the funnel, by {@link CaptureRules}: a start with a click id,
 * a join of a chat, a payment, a refund, a user who blocks or unblocks the bot.
 *
 * <p>A pure function of the update: it reads no clock, changes nothing and throws nothing; a
 * payment without a known value is logged. Thread-safe.
 */
public final class Capture {
  private final Source[] sources;

  /** Captures by the standard rules: starts, without joins or payments. */
  public Capture(@Nullable String botUsername) {
    this(botUsername, CaptureRules.STANDARD);
  }

  /**
   * Captures by the given rules.
   *
   * @param botUsername the bot's username, in any case, with or without {@code @}; null if it is
   *     not known: then a start that names a bot, as those in groups do, means nothing
   */
  public Capture(@Nullable String botUsername, CaptureRules rules) {
    List<Source> all = new ArrayList<>();
    all.add(new StartSource(botUsername, rules));
    if (!rules.subscribedChats().isEmpty()) {
      all.add(new JoinSource(rules.subscribedChats()));
    }
    if (rules.payments()) {
      all.add(new PaymentSource(rules.starsRate()));
      all.add(new RefundSource());
    }
    all.add(new BlockSource());
    sources = all.toArray(Source[]::new);
  }

  /** Returns what the update means; most mean nothing. */
  public List<Recordable> of(Update update) {
    // An update is of one kind and so means at most one thing.
    for (Source source : sources) {
      Optional<Recordable> found = source.in(update);
      if (found.isPresent()) {
        return List.of(found.get());
      }
    }
    return List.of();
  }
}
