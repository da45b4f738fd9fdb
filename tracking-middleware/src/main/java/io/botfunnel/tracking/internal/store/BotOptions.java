package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.DepositCeiling;

/**
 * A bot that uses a store.
 *
 * @param bot its name
 * @param attribution which click counts when a user arrives with a second one
 * @param deliversConversions whether recorded events are also appended to {@link
 *     io.botfunnel.tracking.outbox.Topic#CONVERSIONS}, which the caller must then process
 * @param newUidsPerDay how many new uids one Telegram user can bind within a day
 * @param ceiling deposits above it are refused until an operator sends them
 */
public record BotOptions(
    BotName bot,
    Attribution attribution,
    boolean deliversConversions,
    int newUidsPerDay,
    DepositCeiling ceiling) {
  /** More clicks than a person makes, and few enough that guessing uids is useless. */
  public static final int NEW_UIDS_PER_DAY = 20;

  /** Options with the default limits. */
  public BotOptions(BotName bot, Attribution attribution, boolean deliversConversions) {
    this(bot, attribution, deliversConversions, NEW_UIDS_PER_DAY, DepositCeiling.NONE);
  }

  /** The only bot of a store, without conversion delivery. */
  public static BotOptions alone(Attribution attribution) {
    return new BotOptions(BotName.UNNAMED, attribution, false);
  }
}
