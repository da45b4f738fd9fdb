package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.List;

/** A step of the funnel, behind a command and its button. Safe for use from any thread. */
interface Step {
  /**
   * Takes the step for the user of the update.
   *
   * @throws IllegalArgumentException if an argument is wrong; the user sees the message, with
   *     {@link #usage} below it
   */
  BotReply take(BotContext context, List<String> arguments);

  /** Returns how to write the command, with an example. */
  String usage();
}
