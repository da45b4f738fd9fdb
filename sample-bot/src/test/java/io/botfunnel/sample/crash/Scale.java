package io.botfunnel.sample.crash;

import io.botfunnel.fixtures.Thoroughness;
import java.time.Duration;

/**
 * How large an ordeal is: short in the build, as large as one asks for by properties.
 *
 * @param users who walk the funnel
 * @param kills SIGKILLs of the bot, at random moments
 * @param time in which users act and kills happen
 * @param postgresql whether the outbox is in a PostgreSQL; in an H2 file otherwise
 * @param seed of all chance
 */
record Scale(int users, int kills, Duration time, boolean postgresql, long seed) {
  private static final int FEW = 30;
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final String H2 = "h2";
  private static final String POSTGRESQL = "postgresql";

  /** By {@code -Dbotfunnel.ordeal.users}, {@code .kills}, {@code .seconds}, {@code .database}. */
  static Scale asked() {
    String database = System.getProperty("botfunnel.ordeal.database", H2);
    if (!database.equals(H2) && !database.equals(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "botfunnel.ordeal.database '%s': it is h2 or postgresql".formatted(database));
    }
    return new Scale(
        Thoroughness.of("botfunnel.ordeal.users", 30, 60),
        Thoroughness.of("botfunnel.ordeal.kills", 4, 8),
        Duration.ofSeconds(Thoroughness.of("botfunnel.ordeal.seconds", 10, 20)),
        database.equals(POSTGRESQL),
        Long.getLong("botfunnel.seed", System.nanoTime()));
  }

  /** A short one, without kills, in that database and with those dice. */
  Scale shortAndWithoutKills() {
    return new Scale(FEW, 0, SHORT, postgresql, seed);
  }
}
