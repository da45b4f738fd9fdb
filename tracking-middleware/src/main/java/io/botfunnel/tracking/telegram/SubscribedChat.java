package io.botfunnel.tracking.telegram;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;

/**
 * A channel or group whose joining means {@code subscribed}.
 *
 * @param name the chat's id, such as {@code -1001234567890}, or its public name, such as
 *     {@code @mychannel}, in any case; kept in lower case
 */
public record SubscribedChat(String name) {
  private static final Pattern ID = Pattern.compile("-[1-9][0-9]{0,15}");
  private static final Pattern PUBLIC_NAME = Pattern.compile("@[a-z][a-z0-9_]{3,31}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is neither an id nor a public name
   */
  public SubscribedChat {
    String asWritten = name;
    name = name.toLowerCase(Locale.ROOT);
    if (!ID.matcher(name).matches() && !PUBLIC_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tracking.subscribed.chats '%s': a channel or group is named by its id, which is below zero,"
                  .formatted(asWritten)
              + " or by its public name with an @. Write for example -1001234567890 or @mychannel");
    }
  }

  /** Whether the chat is this one; false for a private or inaccessible chat. */
  public boolean is(Chat chat) {
    return isName() ? hasName(chat.getUserName()) : name.equals(String.valueOf(chat.getId()));
  }

  private boolean isName() {
    return name.charAt(0) == '@';
  }

  private boolean hasName(@Nullable String userName) {
    return userName != null && name.equals("@" + userName.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name;
  }
}
