package io.botfunnel.starter.console;

import io.botfunnel.starter.BotApplication;

/** A bot in a process of its own: each message is the transaction id of a deposit. */
final class DepositingBot {
  private DepositingBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        context -> {
          if (context.text().startsWith("tx-")) {
            context.tracking().deposit("25", "USD", context.text());
          }
        });
  }
}
