package io.botfunnel.tracking.telegram.capture;

import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an update means something for the funnel. Immutable.
 *
 * @param contactOnStart whether a tracked start is also the user's first contact, or binds only
 * @param startPrefix what stands before the uid in a start payload
 * @param subscribedChats whose joining means {@code subscribed}; none by default
 * @param payments whether a payment that the bot takes means {@code deposit}; not by default
 * @param starsRate what a Star is worth; null where payments in Stars are not counted
 */
public record CaptureRules(
    boolean contactOnStart,
    StartPrefix startPrefix,
    Set<SubscribedChat> subscribedChats,
    boolean payments,
    @Nullable StarsRate starsRate) {
  /** Starts alone. */
  public static final CaptureRules STANDARD =
      new CaptureRules(true, StartPrefix.STANDARD, Set.of(), false, null);

  /** Starts and payments are messages; who blocks the bot is its own membership. */
  private static final List<String> ALWAYS = List.of("message", "my_chat_member");

  private static final List<String> WITH_JOINS =
      List.of("message", "my_chat_member", "chat_member");

  /** Keeps a copy of the chats. */
  public CaptureRules {
    subscribedChats = Set.copyOf(subscribedChats);
  }

  /** The kinds of updates that have to arrive, by the names that {@code allowed_updates} takes. */
  public List<String> neededUpdates() {
    return subscribedChats.isEmpty() ? ALWAYS : WITH_JOINS;
  }

  /** The same, a start being a contact too or not. */
  public CaptureRules withContactOnStart(boolean contact) {
    return new CaptureRules(contact, startPrefix, subscribedChats, payments, starsRate);
  }

  /** The same with another prefix. */
  public CaptureRules withStartPrefix(StartPrefix prefix) {
    return new CaptureRules(contactOnStart, prefix, subscribedChats, payments, starsRate);
  }

  /** The same with these chats alone. */
  public CaptureRules withSubscribedChats(Set<SubscribedChat> chats) {
    return new CaptureRules(contactOnStart, startPrefix, chats, payments, starsRate);
  }

  /** The same with payments or without. */
  public CaptureRules withPayments(boolean counted) {
    return new CaptureRules(contactOnStart, startPrefix, subscribedChats, counted, starsRate);
  }

  /** The same with another rate. */
  public CaptureRules withStarsRate(@Nullable StarsRate rate) {
    return new CaptureRules(contactOnStart, startPrefix, subscribedChats, payments, rate);
  }
}
