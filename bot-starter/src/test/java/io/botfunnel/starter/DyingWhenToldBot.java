package io.botfunnel.starter;

import io.botfunnel.bot.Bot;

/**
 * A bot in a process of its own that reports what it is sent as a deposit. It ends the process when
 * it gets the conversion {@link #DEADLY}, as a {@link DyingBot} does.
 */
final class DyingWhenToldBot {
  static final String DEADLY = "dep-tx-deadly";

  private DyingWhenToldBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        Bot.handling(context -> context.tracking().deposit("25", "USD", context.text()))
            .onConversion(
                (conversion, user) -> {
                  if (conversion.eid().value().equals(DEADLY)) {
                    DyingBot.dieUnlessSpared();
                  }
                  user.say("thanks for " + conversion.eid());
                }));
  }
}
