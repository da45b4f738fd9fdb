package io.botfunnel.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.internal.telegram.UpdateCodec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

class BotContextTest {
  private static final String FROM = "\"from\":{\"id\":42,\"is_bot\":false,\"first_name\":\"Ann\"}";
  private static final String CHAT =
      "\"chat\":{\"id\":-100,\"type\":\"supergroup\",\"title\":\"G\"}";

  @TempDir Path folder;
  private final TelegramClient telegram = mock(TelegramClient.class);
  private Tracking tracking;

  @BeforeEach
  void start() {
    tracking =
        Tracking.builder()
            .url(URI.create("http://127.0.0.1:9"))
            .bearer("bearer-of-this-test")
            .outbox(folder.resolve("outbox"))
            .start();
  }

  @AfterEach
  void stop() {
    tracking.close();
  }

  private BotContext context(String content) {
    String json = "{\"update_id\":7," + content + "}";
    return new BotContext(
        new UpdateCodec().read(json), telegram, tracking, () -> Optional.of("FunnelTestBot"));
  }

  private BotContext message(String content) {
    return context("\"message\":{\"message_id\":1,\"date\":1," + content + "}");
  }

  @Test
  void tellsWhoWroteWhatWhere() {
    BotContext context = message(FROM + "," + CHAT + ",\"text\":\"hello\"");
    assertThat(context.userId()).contains(42L);
    assertThat(context.chatId()).contains(-100L);
    assertThat(context.text()).isEqualTo("hello");
    assertThat(context.update().getUpdateId()).isEqualTo(7);
  }

  @Test
  void hasTheUserAndTheChatAsTelegramTellsThem() {
    BotContext context = message(FROM + "," + CHAT + ",\"text\":\"hello\"");
    assertThat(context.user()).map(User::getFirstName).contains("Ann");
    assertThat(context.chat()).map(Chat::getTitle).contains("G");
    assertThat(context("\"poll\":{\"id\":\"1\"}").user()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/start fb_click,fb_click",
    "/start ref_7,ref_7",
    "/start@funneltestbot ref_7,ref_7",
    "/start@AnotherBot ref_7,",
    "/start,",
    "hello,"
  })
  void tellsWhatADeepLinkCarried(String text, String payload) {
    BotContext context = message(FROM + "," + CHAT + ",\"text\":\"" + text + "\"");
    assertThat(context.startPayload()).isEqualTo(Optional.ofNullable(payload));
  }

  @Test
  void knowsTheClickThatItsUserCameWith() {
    BotContext context = message(FROM + "," + CHAT + ",\"text\":\"hello\"");
    assertThat(context.uid()).isEmpty();
    tracking.bind(42, "click");
    assertThat(context.uid()).contains("click");
    assertThat(context("\"poll\":{\"id\":\"1\"}").uid()).isEmpty();
  }

  @Test
  void readsThePressedButtonAsText() {
    BotContext context =
        context("\"callback_query\":{\"id\":\"1\"," + FROM + ",\"data\":\"/subscribe\"}");
    assertThat(context.text()).isEqualTo("/subscribe");
    assertThat(context.userId()).contains(42L);
  }

  @Test
  void namesTheMemberAndNotWhoChangedHim() {
    String admin = "\"from\":{\"id\":1,\"is_bot\":false,\"first_name\":\"Admin\"}";
    String ann = "\"user\":{\"id\":42,\"is_bot\":false,\"first_name\":\"Ann\"}";
    BotContext context =
        context(
            "\"chat_member\":{%s,%s,\"date\":1,\"old_chat_member\":{\"status\":\"left\",%s},\"new_chat_member\":{\"status\":\"member\",%s}}"
                .formatted(CHAT, admin, ann, ann));
    assertThat(context.userId()).contains(42L);
  }

  @Test
  void repliesToTheChat() throws TelegramApiException {
    message(FROM + "," + CHAT + ",\"text\":\"hello\"").reply("Hi!");
    verify(telegram).execute(SendMessage.builder().chatId(-100L).text("Hi!").build());
  }

  @Test
  void saysThatThereIsNoChatToReplyTo() throws TelegramApiException {
    BotContext context = context("\"poll\":{\"id\":\"1\"}");
    assertThatThrownBy(() -> context.reply("Hi!"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Update 7 has no chat to reply to: check chatId() first");
    verify(telegram, never()).execute(any(SendMessage.class));
  }

  @Test
  void saysThatThereIsNoUserToTrack() {
    BotContext context = context("\"poll\":{\"id\":\"1\"}");
    assertThat(context.userId()).isEmpty();
    assertThat(context.text()).isEmpty();
    assertThatThrownBy(context::tracking)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Update 7 has no user to track: check userId() first");
  }

  @Test
  void bindsTheHooksToItsUser() {
    message(FROM + "," + CHAT + ",\"text\":\"hello\"").tracking().contact();
    assertThat(tracking.timeline(42)).hasSize(1);
  }
}
