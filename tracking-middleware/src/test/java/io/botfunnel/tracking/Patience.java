package io.botfunnel.tracking;

import java.time.Duration;

/** How long tests wait for what comes in no time, unless something is wrong. */
public final class Patience {
  /** Long on a busy machine; mutation tests, which meet many that never come, make it short. */
  public static final Duration LONG =
      Duration.ofSeconds(Integer.getInteger("botfunnel.patience", 45));

  private Patience() {}
}
