package io.botfunnel.testkit.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.botfunnel.testkit.Answer;
import io.botfunnel.testkit.AppendOnly;
import io.botfunnel.testkit.FaultPlan;
import io.botfunnel.testkit.LoopbackServer;
import io.botfunnel.testkit.Violation;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local Telegram Bot API over real HTTP on 127.0.0.1. A test plays its {@linkplain #user users}
 * and injects any {@link BotApiFault}.
 *
 * <p>It follows Telegram's rules of getUpdates. An offset confirms the updates below it, and
 * unconfirmed updates are delivered again. A second poll ends the first with 409, and a webhook
 * excludes polling. An update of a kind that the bot has not requested is lost.
 *
 * <p>Methods: getMe, getUpdates, setWebhook, deleteWebhook, getWebhookInfo, sendMessage,
 * editMessageText, answerCallbackQuery, setMyCommands, getChat, getChatMember. A webhook at {@code
 * http://127.0.0.1:…} is called, with its secret, until it has confirmed each update; the updates
 * of a chat arrive in order. Any other webhook is stored but never called.
 *
 * <p>Thread-safe. Never prints the token.
 */
public final class BotApiServer implements AutoCloseable {
  private static final String DEFAULT_TOKEN = "7000000001:AAE_local_only_8sVtQ3mYb6Kc1Rf9Wd4X";
  private static final String USERNAME = "FunnelTestBot";
  private static final String PREFIX = "/bot";

  private final Stage stage;
  private final BotMethods methods;
  private final FaultPlan<String, BotApiFault> plan = new FaultPlan<>();
  private final AppendOnly<String> calls = new AppendOnly<>();
  private final WebhookPusher pusher;
  private final LoopbackServer server;
  private volatile Duration retryAfter = Duration.ofSeconds(1);
  private volatile boolean outage;

  private BotApiServer(int port, String token) {
    stage = new Stage(new BotProfile(token, USERNAME));
    methods = new BotMethods(stage);
    pusher = new WebhookPusher(stage);
    server = LoopbackServer.open(port, "bot-api-server", this::handle);
  }

  /** Starts on a free port with a token that looks like a real one. */
  public static BotApiServer start() {
    return start(0);
  }

  /**
   * Starts on the given port.
   *
   * @param port the port; 0 for a free one
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public static BotApiServer start(int port) {
    return start(port, DEFAULT_TOKEN);
  }

  /**
   * Starts on the given port with a token of the caller's choice.
   *
   * @param port the port; 0 for a free one
   * @param token the bot's id in digits, a colon, and 35 of {@code A-Za-z0-9_-} or any number
   * @throws IllegalArgumentException if the token has another shape
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public static BotApiServer start(int port, String token) {
    return new BotApiServer(port, token);
  }

  /**
   * Returns the base URL, {@code http://127.0.0.1:PORT}; methods are below {@code /bot<token>/}.
   */
  public URI url() {
    return server.url();
  }

  /** Returns the only valid token. */
  public String token() {
    return stage.bot().token();
  }

  /** Returns the bot's username, without an @. */
  public String botUsername() {
    return stage.bot().username();
  }

  /**
   * Replaces the valid token.
   *
   * @throws IllegalArgumentException if it has another shape than {@code digits:letters}
   */
  public BotApiServer withToken(String token) {
    stage.bot(new BotProfile(token, USERNAME));
    return this;
  }

  /** Sets the clock for the dates of messages; the system's clock by default. */
  public BotApiServer withClock(Clock clock) {
    stage.clock(clock);
    return this;
  }

  /**
   * Sets the {@code retry_after} of {@link BotApiFault#RATE_LIMITED_429}.
   *
   * @param time in whole seconds; 1 s by default
   */
  public BotApiServer retryAfter(Duration time) {
    retryAfter = time;
    return this;
  }

  /** Returns a user for the test to play, in the private chat with the bot. */
  public FakeUser user(long id) {
    return new FakeUser(stage, id, id);
  }

  /** Returns a channel or group, to set the bot's status there. */
  public FakeChat chat(long id) {
    return new FakeChat(stage, id);
  }

  /**
   * Queues an update as it is.
   *
   * @param updateJson an Update; without {@code update_id} it gets the next one
   * @return its update_id
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public long push(String updateJson) {
    return stage.updates.push(parsed(updateJson));
  }

  /** Returns what the bot sent and edited, in order; an immutable snapshot. */
  public List<SentMessage> sent() {
    return stage.messages.sent();
  }

  /** Returns what the bot sent to one chat, in order. */
  public List<SentMessage> sentTo(long chatId) {
    return sent().stream().filter(message -> message.chatId() == chatId).toList();
  }

  /** Returns how many updates neither an offset nor the webhook has confirmed. */
  public int pending() {
    return stage.updates.pending();
  }

  /** Returns the highest confirmed update_id; 0 before the first. */
  public long confirmedUpTo() {
    return stage.updates.confirmedUpTo();
  }

  /** Returns how many updates were lost because the bot had not requested their kind. */
  public int notAllowed() {
    return stage.updates.notAllowed();
  }

  /** Whether a long poll waits for an update right now. */
  public boolean polling() {
    return stage.updates.polling();
  }

  /**
   * Delivers confirmed updates once more. The next getUpdates returns them whatever its offset, and
   * they then wait for a confirmation like any others. A running session of TelegramBots drops
   * updates that are not newer than its last id. Call this while the bot is stopped, then start the
   * bot again.
   *
   * @param fromUpdateId the first update to deliver; the last 10,000 confirmed ones are remembered
   */
  public void redeliver(long fromUpdateId) {
    stage.updates.redeliver(fromUpdateId);
  }

  /**
   * Returns the methods called with the valid token, failed calls included, as Telegram spells
   * them.
   */
  public List<String> calls() {
    return calls.snapshot();
  }

  /** Fails every call from now on, until {@link #heal}. */
  public void fail(BotApiFault fault) {
    plan.fail(fault);
    cut(fault == BotApiFault.OUTAGE);
  }

  /** Fails the next calls, one or more, of any method; repeated calls continue the script. */
  public void failNext(int count, BotApiFault fault) {
    plan.failNext(count, fault);
  }

  /** Fails the calls of one method, until {@link #heal}. */
  public void failMethod(String method, BotApiFault fault) {
    plan.failWhen(method::equalsIgnoreCase, fault);
  }

  /** Ends all faults. */
  public void heal() {
    plan.heal();
    cut(false);
  }

  private void cut(boolean all) {
    outage = all;
    stage.updates.reachable(!all);
  }

  /** Closes every connection and stops. A second call does nothing. */
  @Override
  public void close() {
    stage.updates.close();
    pusher.close();
    server.close();
  }

  @Override
  public String toString() {
    return "BotApiServer[" + url() + ", @" + botUsername() + "]";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Answer answer = answer(exchange);
      if (answer != null && !outage) {
        answer.sendWhole(exchange);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns null if the connection closes without an answer. */
  private @Nullable Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    int slash = path.indexOf('/', 1);
    if (!path.startsWith(PREFIX) || slash < 0) {
      return TelegramJson.error(404, "Not Found");
    }
    if (!path.substring(PREFIX.length(), slash).equals(token())) {
      return outage ? null : TelegramJson.error(401, "Unauthorized");
    }
    return called(exchange, methods.spelled(path.substring(slash + 1)));
  }

  private @Nullable Answer called(HttpExchange exchange, String method)
      throws IOException, InterruptedException {
    calls.add(method);
    BotApiFault fault = plan.next(method);
    if (fault == null) {
      return done(exchange, method);
    }
    if (fault == BotApiFault.RESET_AFTER_DOING) {
      done(exchange, method);
    }
    return fault.drops() ? null : fault.answer(retryAfter.toSeconds());
  }

  private Answer done(HttpExchange exchange, String method)
      throws IOException, InterruptedException {
    try {
      return methods.call(method, Parameters.read(exchange));
    } catch (Violation violation) {
      return violation.answer();
    }
  }

  private static ObjectNode parsed(String updateJson) {
    try {
      if (TelegramJson.parse(updateJson) instanceof ObjectNode update) {
        return update;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("push takes an Update as JSON: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("push takes an Update as a JSON object");
  }
}
