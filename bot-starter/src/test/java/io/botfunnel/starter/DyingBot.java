package io.botfunnel.starter;

/** A bot in a process of its own, whose handler ends the process when it is told so. */
final class DyingBot {
  private DyingBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        context -> {
          if (context.text().equals("die")) {
            Runtime.getRuntime().halt(9);
          }
          context.reply("still here");
        });
  }
}
