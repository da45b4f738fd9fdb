package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.DepositCeiling;

/**
 * A bot that uses a store.
 *
 * @param bot its name
 * @param attribution the click that counts when a user comes with another one
 * @param tellsConversions whether what is recorded goes into {@link
 *     io.botfunnel.tracking.lane.Topic#CONVERSIONS} too, which somebody has to move then
 * @param newUidsPerDay how many new uids are bound to one Telegram user within a day
 * @param ceiling above which a deposit is set aside
 */
public record BotOptions(
    BotName bot,
    Attribution attribution,
    boolean tellsConversions,
    int newUidsPerDay,
    DepositCeiling ceiling) {
  /** More clicks than a person makes, and few enough that guessing brings nothing. */
  public static final int NEW_UIDS_PER_DAY = 20;

  /** One with the standard bounds. */
  public BotOptions(BotName bot, Attribution attribution, boolean tellsConversions) {
    this(bot, attribution, tellsConversions, NEW_UIDS_PER_DAY, DepositCeiling.NONE);
  }

  /** The only bot of a store, which is told of nothing. */
  public static BotOptions alone(Attribution attribution) {
    return new BotOptions(BotName.UNNAMED, attribution, false);
  }
}
