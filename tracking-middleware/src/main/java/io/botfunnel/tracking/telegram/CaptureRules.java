package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which updates mean something for the funnel. Immutable.
 *
 * @param contactOnStart whether a tracked start is also the user's first contact, or binds only
 * @param startPrefix the prefix before the uid in a start payload
 * @param subscribedChats the chats whose joining means {@code subscribed}; none by default
 * @param payments whether a payment to the bot means {@code deposit}; false by default
 * @param starsRate the worth of a Star; null if payments in Stars are not counted
 */
public record CaptureRules(
    boolean contactOnStart,
    StartPrefix startPrefix,
    Set<SubscribedChat> subscribedChats,
    boolean payments,
    @Nullable StarsRate starsRate) {
  /** The default: starts, without joins or payments. */
  public static final CaptureRules STANDARD =
      new CaptureRules(true, StartPrefix.STANDARD, Set.of(), false, null);

  /**
   * Starts and payments are messages; a user who blocks the bot changes the bot's own membership.
   */
  private static final List<String> ALWAYS = List.of("message", "my_chat_member");

  private static final List<String> WITH_JOINS =
      List.of("message", "my_chat_member", "chat_member");

  /** Copies the set of chats. */
  public CaptureRules {
    subscribedChats = Set.copyOf(subscribedChats);
  }

  /** The kinds of updates that must arrive, by the names that {@code allowed_updates} takes. */
  public List<String> neededUpdates() {
    return subscribedChats.isEmpty() ? ALWAYS : WITH_JOINS;
  }

  /** Returns a copy that sets whether a start is also a contact. */
  public CaptureRules withContactOnStart(boolean contact) {
    return new CaptureRules(contact, startPrefix, subscribedChats, payments, starsRate);
  }

  /** Returns a copy with another prefix. */
  public CaptureRules withStartPrefix(StartPrefix prefix) {
    return new CaptureRules(contactOnStart, prefix, subscribedChats, payments, starsRate);
  }

  /** Returns a copy with these chats only. */
  public CaptureRules withSubscribedChats(Set<SubscribedChat> chats) {
    return new CaptureRules(contactOnStart, startPrefix, chats, payments, starsRate);
  }

  /** Returns a copy that counts payments or ignores them. */
  public CaptureRules withPayments(boolean counted) {
    return new CaptureRules(contactOnStart, startPrefix, subscribedChats, counted, starsRate);
  }

  /** Returns a copy with another rate; null for none. */
  public CaptureRules withStarsRate(@Nullable StarsRate rate) {
    return new CaptureRules(contactOnStart, startPrefix, subscribedChats, payments, rate);
  }
}
