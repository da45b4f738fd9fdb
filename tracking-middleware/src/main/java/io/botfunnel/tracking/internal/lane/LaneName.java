package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import java.util.Optional;

/**
 * The name of a lane: entries of a lane are processed one after the other. A user's events share a
 * lane, and so do the events of a click id without a user, and the updates of a chat. Immutable.
 *
 * @param value as it is stored: a prefix for the kind of lane, a colon and the id, such as {@code
 *     user:42}
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

  /** The lane of a click id's events, used until the click id is bound to a user. */
  public static LaneName of(ClickId uid) {
    return new LaneName(UID + uid);
  }

  /** The lane of a chat's updates. The id of a private chat equals its user's id. */
  public static LaneName ofChat(long chatId) {
    return new LaneName(CHAT + chatId);
  }

  /** The lane of a user's updates that belong to no chat. */
  public static LaneName ofUser(long userId) {
    return new LaneName(USER + userId);
  }

  /** The lane of an update that names neither a chat nor a user: it waits for no other update. */
  public static LaneName ofUpdate(long updateId) {
    return new LaneName(UPDATE + updateId);
  }

  /** The Telegram user id if this is a user's lane; otherwise empty. */
  public Optional<Long> userId() {
    return after(USER).map(Long::valueOf);
  }

  /** The click id if this is a click id's lane; otherwise empty. */
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
