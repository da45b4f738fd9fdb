package io.botfunnel.tracking.lane;

import io.botfunnel.tracking.event.BotName;

/**
 * Which of the queues an entry is in. Each bot of an outbox has its own: {@code outbox} is the
 * unnamed bot's, {@code outbox@shop} that of the bot {@code shop}. Whoever says {@link #OUTBOX} to
 * what belongs to a bot means that bot's.
 *
 * @param name as it stands in the table, 1 to 40 characters
 * @param keepsBodies whether a body is kept after its entry was delivered
 */
public record Topic(String name, boolean keepsBodies) {
  /** Events and binds on their way to the tracker; a lane is a user. */
  public static final Topic OUTBOX = new Topic("outbox", true);

  /**
   * Updates on their way to the bot's handlers; a lane is a chat. A handled update keeps its key
   * only.
   */
  public static final Topic INBOX = new Topic("inbox", false);

  /**
   * Conversions on their way to the bot that wants to know of them; a lane is a user or a click.
   */
  public static final Topic CONVERSIONS = new Topic("conversions", true);

  /** What is recorded for the operator alone; a lane is a user. Nothing ever waits in it. */
  public static final Topic NOTICED = new Topic("noticed", true);

  private static final String OF = "@";

  /** The topic of that name. */
  public static Topic named(String name) {
    boolean inbox = name.equals(INBOX.name) || name.startsWith(INBOX.name + OF);
    return new Topic(name, !inbox);
  }

  /** The queue of this kind that is a bot's. */
  public Topic of(BotName bot) {
    return bot.isUnnamed() ? kind() : new Topic(kind().name + OF + bot, keepsBodies);
  }

  /** The queue of this kind that is the unnamed bot's. */
  public Topic kind() {
    int at = name.indexOf(OF);
    return at < 0 ? this : new Topic(name.substring(0, at), keepsBodies);
  }

  /** Whose queue it is. */
  public BotName bot() {
    int at = name.indexOf(OF);
    return at < 0 ? BotName.UNNAMED : new BotName(name.substring(at + 1));
  }

  @Override
  public String toString() {
    return name;
  }
}
