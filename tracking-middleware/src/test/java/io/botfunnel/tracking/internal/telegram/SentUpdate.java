package io.botfunnel.tracking.internal.telegram;

import static io.botfunnel.tracking.Theories.strings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * A generated update, described by what matters for capture, with the oracle that says from the
 * description alone whether it is tracked: the rules of {@code DESIGN.md} and {@code XTRACKER.md},
 * written a second time and without a regular expression.
 *
 * @param kind the field of the update, such as {@code message}
 * @param chatType Telegram's word for the type of its chat
 * @param sender who sent it
 * @param hand whether the sender wrote it himself
 * @param date epoch seconds; never 0, with which the library reads no message
 * @param text what it says
 */
public record SentUpdate(
    String kind, String chatType, Sender sender, Hand hand, int date, String text) {
  public static final String BOT = "MyShopBot";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAYLOAD =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

  /** Who sent it; only the first is a user who can be bound. */
  public enum Sender {
    USER("{\"id\":555123,\"is_bot\":false,\"first_name\":\"Zoë\"}"),
    BOT("{\"id\":555123,\"is_bot\":true,\"first_name\":\"Bot\"}"),
    NOBODY(null),
    CHAT("{\"id\":-5,\"is_bot\":false,\"first_name\":\"Chat\"}"),
    FIFTY_THREE_BITS("{\"id\":4503599627370497,\"is_bot\":false,\"first_name\":\"Big\"}");

    private final @Nullable String json;

    Sender(@Nullable String json) {
      this.json = json;
    }
  }

  /** Through whose hands it went; only the first is the user's own. */
  public enum Hand {
    OWN("{}"),
    FORWARDED(
        "{\"forward_origin\":{\"type\":\"hidden_user\",\"sender_user_name\":\"Max\",\"date\":1}}"),
    FORWARDED_OLD("{\"forward_date\":1}"),
    VIA_BOT("{\"via_bot\":{\"id\":7,\"is_bot\":true,\"first_name\":\"gif\"}}"),
    AS_CHAT("{\"sender_chat\":{\"id\":-100777,\"title\":\"News\",\"type\":\"channel\"}}");

    private final String json;

    Hand(String json) {
      this.json = json;
    }
  }

  /** Mostly what could be a start; each part goes wrong now and then. */
  public static Gen<SentUpdate> any() {
    Gen<String> kind =
        mostly(
            "message",
            List.of(
                "edited_message",
                "channel_post",
                "edited_channel_post",
                "business_message",
                "guest_message",
                "callback_query",
                "my_chat_member",
                "telepathy"));
    Gen<String> chat = Generate.pick(List.of("private", "group", "supergroup", "channel", "?"));
    Gen<Sender> sender = mostly(Sender.USER, List.of(Sender.values()));
    Gen<Hand> hand = mostly(Hand.OWN, List.of(Hand.values()));
    Gen<Integer> date = mostly(1_790_000_000, List.of(-1, 1, Integer.MAX_VALUE));
    Gen<String> text = texts();
    return random ->
        new SentUpdate(
            kind.generate(random),
            chat.generate(random),
            sender.generate(random),
            hand.generate(random),
            date.generate(random),
            text.generate(random));
  }

  private static Gen<String> texts() {
    Gen<String> command =
        mostly("/start", List.of("/Start", "/help", " /start", "/start/start", ""));
    Gen<String> addressee =
        Generate.pick(
            List.of(
                "", "", "@" + BOT, "@" + BOT, "@myshopbot", "@MyShopBot2", "@Other", "@", "@@"));
    Gen<String> space = mostly(" ", List.of("", "  ", "\t", "\n", "\u00a0"));
    Gen<String> prefix = mostly("fb_", List.of("", "FB_", "fb", "fb_fb_"));
    Gen<String> uid =
        Generate.oneOf(
            strings(PAYLOAD, 1, 12),
            strings(PAYLOAD, 0, 70),
            strings(PAYLOAD, 59, 63),
            strings(PAYLOAD + " .%/äа٢🎲\u0000", 1, 20));
    Gen<String> end = mostly("", List.of(" ", "\n", " \r\n\t", "\u00a0", " more", "\u2028"));
    return random ->
        command.generate(random)
            + addressee.generate(random)
            + space.generate(random)
            + prefix.generate(random)
            + uid.generate(random)
            + end.generate(random);
  }

  private static <T> Gen<T> mostly(T usual, List<T> others) {
    return Generate.constant(usual).mix(Generate.pick(others), 15);
  }

  /** The same with another text. */
  public SentUpdate saying(String other) {
    return new SentUpdate(kind, chatType, sender, hand, date, other);
  }

  /** The text with each of two words, which are of one length, in the other's place. */
  public static String swapped(String text, String one, String other) {
    return text.replace(one, "\uE000").replace(other, one).replace("\uE000", other);
  }

  /** The update as the library parses it from JSON. */
  public Update parsed() {
    return RawUpdates.parsed(json());
  }

  private String json() {
    try {
      ObjectNode message = (ObjectNode) JSON.readTree(hand.json);
      message.put("message_id", 42).put("id", "42").put("date", date).put("text", text);
      message.put("chat_instance", "1").put("data", text);
      message.set("chat", JSON.readTree("{\"id\":-1001234567890,\"type\":\"" + chatType + "\"}"));
      if (sender.json != null) {
        message.set("from", JSON.readTree(sender.json));
      }
      return JSON.createObjectNode().put("update_id", 1).set(kind, message).toString();
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(toString(), broken);
    }
  }

  /** The uid that this update is tracked with, or empty where it means nothing. */
  public Optional<String> trackedUid() {
    boolean sentByAUser =
        kind.equals("message") && sender == Sender.USER && hand == Hand.OWN && date > 0;
    boolean inAGroup = chatType.equals("group") || chatType.equals("supergroup");
    if (!sentByAUser || !(inAGroup || chatType.equals("private"))) {
      return Optional.empty();
    }
    Optional<String> named = after("/start@" + BOT.toLowerCase(Locale.ROOT) + " fb_");
    return (inAGroup ? named : named.or(() -> after("/start fb_"))).filter(SentUpdate::isUid);
  }

  /** What follows the beginning; the bot's name is in any case, the rest is exact. */
  private Optional<String> after(String beginning) {
    String trimmed = withoutWhiteSpaceAtItsEnd(text);
    int length = beginning.length();
    if (trimmed.length() < length) {
      return Optional.empty();
    }
    String actual = trimmed.substring(0, length);
    boolean begins =
        actual.startsWith("/start")
            && actual.endsWith(" fb_")
            && actual.toLowerCase(Locale.ROOT).equals(beginning);
    return begins ? Optional.of(trimmed.substring(length)) : Optional.empty();
  }

  private static String withoutWhiteSpaceAtItsEnd(String text) {
    int end = text.length();
    while (end > 0 && " \t\n\r\f\u000b".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isUid(String uid) {
    return !uid.isEmpty()
        && uid.length() <= 61
        && uid.chars().allMatch(c -> PAYLOAD.indexOf(c) >= 0);
  }
}
