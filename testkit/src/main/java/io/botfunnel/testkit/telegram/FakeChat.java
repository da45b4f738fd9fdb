package io.botfunnel.testkit.telegram;

/**
 * A channel or group that the bot may know. Every verb changes it from then on and returns it for
 * the next verb; none queues an update. Thread-safe.
 *
 * <p>As with Telegram, the bot learns who joins and leaves only if it is an administrator. By
 * default it is one everywhere.
 */
public final class FakeChat {
  private final Stage stage;
  private final long id;

  FakeChat(Stage stage, long id) {
    this.stage = stage;
    this.id = id;
  }

  /** Returns the chat's id, below 0. */
  public long id() {
    return id;
  }

  /**
   * Changes the chat's type.
   *
   * @param type {@code channel}, {@code supergroup} or {@code group}
   */
  public FakeChat ofType(String type) {
    stage.chats.declare(id, type);
    return this;
  }

  /**
   * Makes the chat public: methods find it by its name too.
   *
   * @param name in any case, with or without an @
   */
  public FakeChat named(String name) {
    stage.chats.name(id, name.replaceFirst("^@", ""));
    return this;
  }

  /**
   * Sets the bot's status in the chat.
   *
   * @param status as in a ChatMember: {@code administrator}, {@code member}, {@code left}, {@code
   *     kicked}
   */
  public FakeChat whereTheBotIs(String status) {
    stage.chats.botIs(id, status);
    return this;
  }

  /** Hides the chat from the bot's methods, like a chat that it has never met. */
  public FakeChat unknownToTheBot() {
    stage.chats.botIs(id, Chats.UNKNOWN);
    return this;
  }

  @Override
  public String toString() {
    return "FakeChat[" + id + "]";
  }
}
