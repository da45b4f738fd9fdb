package io.botfunnel.tracking.internal.telegram;

import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * An update that this version of the library cannot read. It keeps the id, so that the update can
 * be confirmed, and the JSON, so that it can be read later. All other fields are absent, so other
 * code sees an update of an unknown kind.
 */
public final class UnreadableUpdate extends Update {
  private static final long serialVersionUID = 1L;

  private final String json;
  private final String reason;

  /**
   * Creates an update without fields.
   *
   * @param json the update as Telegram sent it
   * @param reason where reading failed, such as {@code message.chat.id (InvalidFormatException)}
   */
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
