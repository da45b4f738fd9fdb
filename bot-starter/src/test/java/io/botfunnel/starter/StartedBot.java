package io.botfunnel.starter;

import io.botfunnel.starter.settings.Settings;

/** A bot in a process of its own whose {@code main} returns once it is started. */
final class StartedBot {
  private StartedBot() {}

  public static void main(String[] args) {
    BotApplication.start(Settings.load(), context -> context.reply("hello"));
  }
}
