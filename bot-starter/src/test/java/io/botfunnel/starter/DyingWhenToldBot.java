package io.botfunnel.starter;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bot in a process of its own that reports what it is sent as a deposit. It ends the process when
 * it gets the conversion {@link #DEADLY}, unless a file {@code mended} is in its folder.
 */
final class DyingWhenToldBot {
  /** With which it ends. */
  static final int CODE = 9;

  static final String DEADLY = "dep-tx-deadly";

  private DyingWhenToldBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        Bot.handling(context -> context.tracking().deposit("25", "USD", context.text()))
            .onConversion(
                (conversion, user) -> {
                  if (conversion.eid().value().equals(DEADLY) && !Files.exists(Path.of("mended"))) {
                    Runtime.getRuntime().halt(CODE);
                  }
                  user.say("thanks for " + conversion.eid());
                }));
  }
}
