package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.List;

/** {@code /register <trader-id>}: counted once per trader id. */
final class Register implements Step {
  @Override
  public BotReply take(BotContext context, List<String> arguments) {
    String traderId = traderId(arguments);
    boolean first = context.tracking().registration(traderId).queued();
    return BotReply.of(
        first
            ? "Trader %s is registered. Next: %s".formatted(traderId, new Deposit().usage())
            : "The registration of trader %s was recorded before.".formatted(traderId));
  }

  @Override
  public String usage() {
    return "Write /register <trader-id>, for example: /register 4711";
  }

  private static String traderId(List<String> arguments) {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException("I need your trader id, one word and nothing else.");
    }
    return arguments.get(0);
  }
}
