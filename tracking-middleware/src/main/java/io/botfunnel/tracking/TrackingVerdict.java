package io.botfunnel.tracking;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * How a bot's tracking is doing, in one word. The page, the commands, health, metrics and doctor
 * all use this word. The constants are ordered worst first: if several apply, to one bot or to
 * several, the first one counts.
 *
 * <p>{@link TrackingHealth#verdict()} computes it. {@link #NOT_RUNNING} and a suspended process
 * cannot be detected from inside the process and are found from outside.
 */
public enum TrackingVerdict {
  /** No process has the outbox open, or tracking was closed. */
  NOT_RUNNING(false, "no bot runs: it neither accepts updates nor sends events"),

  /** The process exists but does not respond, or delivery makes no progress. */
  HUNG(false, "the bot runs and makes no progress"),

  /** The outbox cannot be written, or does not respond. */
  HELD(false, "the outbox cannot be written; Telegram keeps updates for 24 hours"),

  /** Requests are shown in the log instead of sent. */
  DRY_RUN(true, "dry run: nothing is sent to XTRACKER"),

  /** XTRACKER does not accept our key. */
  UNAUTHORIZED(true, "XTRACKER does not accept our key; delivery is paused, nothing is lost"),

  /** XTRACKER fails as a whole; delivery is paused by the circuit breaker. */
  PAUSED(true, "delivery to XTRACKER is paused; nothing is lost"),

  /** XTRACKER answers, but rejects what is sent as invalid. */
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

  /**
   * Whether updates are accepted and stored: no restart is needed, and a load balancer may send
   * requests.
   */
  public boolean ready() {
    return ready;
  }

  /** Whether no operator needs to look: true for {@link #DELIVERING} and {@link #IDLE}. */
  public boolean good() {
    return this == DELIVERING || this == IDLE;
  }

  /** The word for metrics, JSON and texts, such as {@code dry_run}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for people, such as {@code dry run}. */
  public String words() {
    return word().replace('_', ' ');
  }

  /** The meaning as a part of a sentence; contains no user's data and no secret. */
  public String meaning() {
    return meaning;
  }

  /** The worst of several verdicts; {@link #NOT_RUNNING} if there are none. */
  public static TrackingVerdict worst(Collection<TrackingVerdict> some) {
    return some.stream().min(Comparator.naturalOrder()).orElse(NOT_RUNNING);
  }
}
