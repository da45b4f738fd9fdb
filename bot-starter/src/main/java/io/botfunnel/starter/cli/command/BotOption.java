package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.DisplayText;
import io.botfunnel.starter.settings.OperatorSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --bot} option: names the bot that a command is for, if there are several. */
public final class BotOption {
  /** Stands for the bot without a name, in the console too. */
  private static final String UNNAMED = "-";

  @Option(
      names = "--bot",
      paramLabel = "NAME",
      description =
          "The bot, if there are several: its name in the settings, or - for the unnamed bot.")
  private @Nullable String name;

  /**
   * Returns the name of the chosen bot; empty for the bot without a name.
   *
   * @param bots the names of the bots to choose from, at least one
   * @throws CommandException if no name is given and there are several bots, or no bot has that
   *     name
   */
  public String of(List<String> bots) {
    return of(name, bots);
  }

  /**
   * Returns the name of the chosen bot, which need not be one of the given ones if the option names
   * it.
   */
  public String any(List<String> bots) {
    return name == null ? of(bots) : named(name);
  }

  /** Returns the settings of the chosen bot. */
  public OperatorSettings settings(CommandContext context) {
    return context.settings().of(of(context.settings().bots()));
  }

  /** Returns the name of the bot that was given, or of the only bot if none was. */
  public static String of(@Nullable String given, List<String> bots) {
    if (given == null && bots.size() > 1) {
      throw CommandException.usage(
          "There are several bots, and this command is for one",
          "Choose one with --bot: " + all(bots));
    }
    String chosen = given == null ? bots.get(0) : named(given);
    if (!bots.contains(chosen)) {
      throw CommandException.usage(
          "--bot '%s': there is no such bot; there are %s"
              .formatted(DisplayText.text(given), all(bots)),
          "Correct the name");
    }
    return chosen;
  }

  private static String all(List<String> bots) {
    return bots.stream().map(BotOption::shown).collect(Collectors.joining(", "));
  }

  /** Turns a name from the command line or the console into the bot's name. */
  public static String named(String shown) {
    return shown.equals(UNNAMED) ? "" : shown;
  }

  /** Turns a bot's name into how the command line and the console show it. */
  public static String shown(String bot) {
    return bot.isEmpty() ? UNNAMED : bot;
  }
}
