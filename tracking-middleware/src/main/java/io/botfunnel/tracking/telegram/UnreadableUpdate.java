package io.botfunnel.tracking.telegram;

import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * An update that this version of the library cannot read: its id, so that it can be confirmed, and
 * what Telegram sent, so that it can be read later. Every other field is absent, so to code that
 * does not know it it is an update of an unknown kind.
 */
public final class UnreadableUpdate extends Update {
  private static final long serialVersionUID = 1L;

  private final String json;
  private final String reason;

  public UnreadableUpdate(int updateId, String json, String reason) {
    setUpdateId(updateId);
    this.json = json;
    this.reason = reason;
  }

  /** The update as Telegram sent it. */
  public String json() {
    return json;
  }

  /** Where reading failed, such as {@code message.chat.id (InvalidFormatException)}. */
  public String reason() {
    return reason;
  }

  /** Names the update without its content, which may be personal. */
  @Override
  public String toString() {
    return "UnreadableUpdate(" + getUpdateId() + ": " + reason + ")";
  }
}
