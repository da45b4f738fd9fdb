package io.botfunnel.tracking.lane;

/**
 * Which of the queues an entry is in.
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

  /** The topic of that name. */
  public static Topic named(String name) {
    return name.equals(INBOX.name) ? INBOX : new Topic(name, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
