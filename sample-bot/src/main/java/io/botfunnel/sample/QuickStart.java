package io.botfunnel.sample;

import io.botfunnel.starter.BotApplication;

/** A whole bot with tracking: a user who arrives by /start fb_uid is bound before the greeting. */
public final class QuickStart {
  public static void main(String[] args) {
    BotApplication.run(
        user -> {
          String[] words = user.text().split(" ", 4);
          switch (words[0]) {
            case "/start" -> user.reply("Welcome! Then tell me: /paid 25.00 USD tx-1");
            case "/paid" -> { // To try it out: a real bot takes no user's word for money.
              user.tracking().deposit(words[1], words[2], words[3]);
              user.reply("Thank you! It is recorded.");
            }
          }
        });
  }
}
