package io.botfunnel.sample.sandbox;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.telegram.FakeChat;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A local XTRACKER, a local Bot API, and the settings of a bot that uses them. Thread-safe; the
 * code that opens it has to close it.
 *
 * @param tracker the local XTRACKER
 * @param telegram the local Bot API
 */
public record Sandbox(XtrackerServer tracker, BotApiServer telegram) implements AutoCloseable {
  private static final String CHANNEL = "@funnel_news";
  private static final long CHANNEL_ID = -1_001_234_567_890L;

  /** Opens both servers on free ports. */
  public static Sandbox open() {
    return new Sandbox(XtrackerServer.start(), BotApiServer.start());
  }

  /** Returns the channel that the bot administers: joining it counts as subscribing. */
  public FakeChat channel() {
    return telegram.chat(CHANNEL_ID).named(CHANNEL);
  }

  /** Returns the environment variables that a bot needs, in reading order. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("TELEGRAM_API_URL", telegram.url().toString());
    variables.put("TELEGRAM_BOT_TOKEN", telegram.token());
    variables.put("XTRACKER_URL", tracker.url().toString());
    variables.put("XTRACKER_BEARER", tracker.bearer());
    variables.put("XTRACKER_INGEST_TOKEN", tracker.ingestToken());
    variables.put("TRACKING_SUBSCRIBED_CHATS", String.valueOf(channel().id()));
    return variables;
  }

  /** Closes every connection and stops both servers. A second call does nothing. */
  @Override
  public void close() {
    telegram.close();
    tracker.close();
  }
}
