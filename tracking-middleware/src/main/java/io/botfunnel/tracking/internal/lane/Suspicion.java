package io.botfunnel.tracking.internal.lane;

import org.jspecify.annotations.Nullable;

/**
 * What is known against an entry whose handler was running when a process died: it may have caused
 * the death. Immutable.
 *
 * @param deaths how many processes died while only this entry's handler ran
 * @param nextTrialAtMs when a quarantined entry is tried again, epoch milliseconds; null if it is
 *     not quarantined
 */
public record Suspicion(int deaths, @Nullable Long nextTrialAtMs) {
  /** The entry was one of several that ran; nothing is proven. */
  public static final Suspicion UNPROVEN = new Suspicion(0, null);

  /** Whether the entry is quarantined. */
  public boolean isQuarantined() {
    return nextTrialAtMs != null;
  }

  /** Returns this suspicion with another number of deaths. */
  public Suspicion with(int deathsNow) {
    return new Suspicion(deathsNow, nextTrialAtMs);
  }

  /** Returns this suspicion with the entry quarantined until a time in epoch milliseconds. */
  public Suspicion quarantinedUntil(long atMs) {
    return new Suspicion(deaths, atMs);
  }
}
