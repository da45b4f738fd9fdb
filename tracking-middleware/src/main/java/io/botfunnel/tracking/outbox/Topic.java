package io.botfunnel.tracking.outbox;

import io.botfunnel.tracking.event.BotName;

/**
 * A queue. Each bot of an outbox has its own: {@code outbox} is the unnamed bot's, {@code
 * outbox@shop} that of the bot {@code shop}. An object that belongs to one bot takes {@link
 * #OUTBOX} and the other constants as that bot's queues. Immutable.
 *
 * @param name as stored in the table, 1 to 40 characters
 * @param keepsBodies whether a body is kept after its entry was delivered
 */
public record Topic(String name, boolean keepsBodies) {
  /** Events and binds on their way to the tracker; a lane is a user. */
  public static final Topic OUTBOX = new Topic("outbox", true);

  /**
   * Updates on their way to the bot's handlers; a lane is a chat. Only the key of a handled update
   * is kept.
   */
  public static final Topic INBOX = new Topic("inbox", false);

  /** Conversions on their way to the bot's conversion handler; a lane is a user or a click. */
  public static final Topic CONVERSIONS = new Topic("conversions", true);

  /**
   * Operator events, which are recorded for the operator only; a lane is a user. No entry ever
   * waits here.
   */
  public static final Topic OPERATOR_EVENTS = new Topic("noticed", true);

  private static final String OF = "@";

  /**
   * The topic with this name.
   *
   * @param name as stored in the table, such as {@code outbox@shop}
   */
  public static Topic named(String name) {
    boolean inbox = name.equals(INBOX.name) || name.startsWith(INBOX.name + OF);
    return new Topic(name, !inbox);
  }

  /**
   * This kind of queue of a bot.
   *
   * @param bot the bot that owns the queue
   */
  public Topic of(BotName bot) {
    return bot.isUnnamed() ? kind() : new Topic(kind().name + OF + bot, keepsBodies);
  }

  /** This kind of queue of the unnamed bot. */
  public Topic kind() {
    int at = name.indexOf(OF);
    return at < 0 ? this : new Topic(name.substring(0, at), keepsBodies);
  }

  /** The bot that owns the queue. */
  public BotName bot() {
    int at = name.indexOf(OF);
    return at < 0 ? BotName.UNNAMED : new BotName(name.substring(at + 1));
  }

  @Override
  public String toString() {
    return name;
  }
}
