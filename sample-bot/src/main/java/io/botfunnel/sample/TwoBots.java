package io.botfunnel.sample;

import io.botfunnel.bot.Bot;
import io.botfunnel.starter.cli.BotCommands;
import java.util.Map;

/** Two bots in one process, each with a token, a space and users of its own. */
public final class TwoBots {
  public static void main(String[] args) {
    Map<String, Bot> bots =
        Map.of(
            "shop", Bot.handling(user -> user.reply("Welcome to the shop!")),
            "news", Bot.handling(user -> user.reply("Here is what is new.")));
    System.exit(new BotCommands("two-bots", bots).execute(args));
  }
}
