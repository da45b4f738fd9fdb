package io.botfunnel.tracking.lane;

import org.jspecify.annotations.Nullable;

/**
 * What is known against an entry whose handler was running when a process ended: one of those that
 * ran then may have ended it.
 *
 * @param deaths how many processes died while this entry ran alone
 * @param triedAgainAtMs when a quarantined entry is tried again, epoch milliseconds; null for one
 *     that is not quarantined
 */
public record Suspicion(int deaths, @Nullable Long triedAgainAtMs) {
  /** It was one of those that ran; nothing is proven. */
  public static final Suspicion UNPROVEN = new Suspicion(0, null);

  /** Whether it is set aside until it is tried again. */
  public boolean isQuarantined() {
    return triedAgainAtMs != null;
  }

  /** With another number of deaths. */
  public Suspicion with(int deathsNow) {
    return new Suspicion(deathsNow, triedAgainAtMs);
  }

  /** Set aside until then. */
  public Suspicion quarantinedUntil(long atMs) {
    return new Suspicion(deaths, atMs);
  }
}
