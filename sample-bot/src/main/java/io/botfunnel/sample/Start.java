package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.List;

/**
 * {@code /start}: greets and offers the steps. A user who followed a tracked link is bound and
 * counted before the bot sees the update; an organic start is not counted.
 */
final class Start implements Step {
  @Override
  public BotReply take(BotContext context, List<String> arguments) {
    return BotReply.of("Welcome! Take the steps one by one, or ask for your status at any time.")
        .withSteps();
  }

  @Override
  public String usage() {
    return "Write /start";
  }
}
