package io.botfunnel.starter;

/** A bot in a process of its own that answers. */
final class GreetingBot {
  private GreetingBot() {}

  public static void main(String[] args) {
    BotApplication.run(context -> context.reply("hello"));
  }
}
