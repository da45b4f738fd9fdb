package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.List;

/** {@code /subscribe}: counted once per user, however often the user sends it. */
final class Subscribe implements Step {
  @Override
  public BotReply take(BotContext context, List<String> arguments) {
    boolean first = context.tracking().subscribed().queued();
    return BotReply.of(
        first
            ? "You are subscribed. Next: " + new Register().usage()
            : "You were subscribed before; it counts once.");
  }

  @Override
  public String usage() {
    return "Write /subscribe";
  }
}
