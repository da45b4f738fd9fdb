package io.botfunnel.tracking;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * How a bot's tracking is, in one word: the same on the page, in the commands, in health, metrics
 * and doctor. Worst first: of several that are the case the first one counts, for one bot and over
 * several.
 *
 * <p>{@link TrackingHealth#verdict()} reaches it. What cannot be known from inside, {@link
 * #NOT_RUNNING} and a process that is stopped as a whole, is found from outside.
 */
public enum TrackingVerdict {
  /** No process has the outbox, or tracking was closed. */
  NOT_RUNNING(false, "no bot runs: nothing is taken and nothing is sent"),

  /** The process is there and does not move: it answers nobody, or delivery makes no progress. */
  HUNG(false, "the bot runs and makes no progress"),

  /** The outbox cannot be written, or does not answer. */
  HELD(false, "the outbox cannot be written; Telegram keeps updates for 24 hours"),

  /** Requests are shown in the log instead of sent. */
  DRY_RUN(true, "dry run: nothing is sent to XTRACKER"),

  /** XTRACKER does not accept our key. */
  UNAUTHORIZED(true, "XTRACKER does not accept our key; delivery is paused, nothing is lost"),

  /** XTRACKER fails as a whole. */
  PAUSED(true, "delivery to XTRACKER is paused; nothing is lost"),

  /** XTRACKER answers, and calls what it is sent invalid. */
  REFUSING(true, "XTRACKER refuses what it is sent; refused events are kept"),

  /** XTRACKER has accepted nothing since the start, and refused nothing. */
  IDLE(true, "nothing has been sent to XTRACKER yet"),

  /** XTRACKER accepts what it is sent. */
  DELIVERING(true, "events reach XTRACKER");

  private final boolean ready;
  private final String meaning;

  TrackingVerdict(boolean ready, String meaning) {
    this.ready = ready;
    this.meaning = meaning;
  }

  /** Whether updates are taken and kept: a restart mends nothing else, and a balancer may send. */
  public boolean ready() {
    return ready;
  }

  /** Whether nobody needs to look. */
  public boolean good() {
    return this == DELIVERING || this == IDLE;
  }

  /** The word in metrics, JSON and texts, such as {@code dry_run}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for people, such as {@code dry run}. */
  public String words() {
    return word().replace('_', ' ');
  }

  /** What it means, as a part of a sentence; nothing of any user and no secret. */
  public String meaning() {
    return meaning;
  }

  /** The worst of some; {@link #NOT_RUNNING} of none. */
  public static TrackingVerdict worst(Collection<TrackingVerdict> some) {
    return some.stream().min(Comparator.naturalOrder()).orElse(NOT_RUNNING);
  }
}
