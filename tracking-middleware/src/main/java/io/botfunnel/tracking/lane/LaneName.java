package io.botfunnel.tracking.lane;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import java.util.Optional;

/**
 * The name of a lane: entries with the same name are processed one after the other. Events of a
 * user share one lane, events of a click id that is bound to nobody share one, and so do the
 * updates of a chat. Immutable.
 *
 * @param value a prefix that says which of these it is, a colon, and the id; as it is stored
 */
public record LaneName(String value) {
  private static final String USER = "user:";
  private static final String UID = "uid:";
  private static final String CHAT = "chat:";
  private static final String UPDATE = "update:";

  /** The lane of a user's events. */
  public static LaneName of(UserId user) {
    return new LaneName(USER + user);
  }

  /** The lane of a click id's events until it is bound to a user. */
  public static LaneName of(ClickId uid) {
    return new LaneName(UID + uid);
  }

  /** The lane of a chat's updates; the id of a private chat is its user's id. */
  public static LaneName ofChat(long chatId) {
    return new LaneName(CHAT + chatId);
  }

  /** The lane of a user's updates outside any chat. */
  public static LaneName ofUser(long userId) {
    return new LaneName(USER + userId);
  }

  /** The lane of an update that names neither chat nor user: it waits for no other. */
  public static LaneName ofUpdate(long updateId) {
    return new LaneName(UPDATE + updateId);
  }

  /** The Telegram user id, if this is a user's lane. */
  public Optional<Long> userId() {
    return after(USER).map(Long::valueOf);
  }

  /** The click id, if this is a click id's lane. */
  public Optional<String> uid() {
    return after(UID);
  }

  private Optional<String> after(String prefix) {
    return value.startsWith(prefix)
        ? Optional.of(value.substring(prefix.length()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
