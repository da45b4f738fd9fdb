package io.botfunnel.testkit.telegram;

/**
 * A channel or group that the bot may know. Every verb changes it from here on and returns it for
 * the next verb; none queues an update. Thread-safe.
 *
 * <p>As with Telegram, the bot is told who joins and leaves only where it is an administrator: by
 * default it is one everywhere.
 */
public final class FakeChat {
  private final Stage stage;
  private final long id;

  FakeChat(Stage stage, long id) {
    this.stage = stage;
    this.id = id;
  }

  /** The chat's id, below 0. */
  public long id() {
    return id;
  }

  /**
   * Makes it a chat of another type.
   *
   * @param type {@code channel}, {@code supergroup} or {@code group}
   */
  public FakeChat ofType(String type) {
    stage.chats.declare(id, type);
    return this;
  }

  /**
   * Makes it public: methods find it by its name too.
   *
   * @param name in any case, with or without an @
   */
  public FakeChat named(String name) {
    stage.chats.name(id, name.replaceFirst("^@", ""));
    return this;
  }

  /**
   * Sets what the bot is there.
   *
   * @param status as in a ChatMember: {@code administrator}, {@code member}, {@code left}, {@code
   *     kicked}
   */
  public FakeChat whereTheBotIs(String status) {
    stage.chats.botIs(id, status);
    return this;
  }

  /** Lets the bot's methods not find it, as for a chat that it has never met. */
  public FakeChat unknownToTheBot() {
    stage.chats.botIs(id, Chats.UNKNOWN);
    return this;
  }

  @Override
  public String toString() {
    return "FakeChat[" + id + "]";
  }
}
