package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Shown;
import io.botfunnel.starter.settings.OperatorSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bot is meant, where there are several. */
public final class BotOption {
  /** Stands for the bot without a name, as in the console. */
  private static final String UNNAMED = "-";

  @Option(
      names = "--bot",
      paramLabel = "NAME",
      description =
          "Which bot, where there are several: its name in the settings, or - for the one without.")
  private @Nullable String name;

  /**
   * The name of the bot that is meant; empty for the one without.
   *
   * @param bots those that there are, at least one
   * @throws CommandFailed if none is said and there are several, or there is none of that name
   */
  public String of(List<String> bots) {
    return of(name, bots);
  }

  /** The same where there may be others, too. */
  public String any(List<String> bots) {
    return name == null ? of(bots) : named(name);
  }

  /** The settings as that bot sees them. */
  public OperatorSettings settings(Workplace workplace) {
    return workplace.settings().of(of(workplace.settings().bots()));
  }

  /** The name that is meant by what is said elsewhere. */
  public static String of(@Nullable String said, List<String> bots) {
    if (said == null && bots.size() > 1) {
      throw CommandFailed.usage(
          "There are several bots, and this is about one. Say which with --bot: %s"
              .formatted(all(bots)));
    }
    String meant = said == null ? bots.get(0) : named(said);
    if (!bots.contains(meant)) {
      throw CommandFailed.usage(
          "--bot '%s': there is no such bot, but %s. Correct the name"
              .formatted(Shown.text(said), all(bots)));
    }
    return meant;
  }

  private static String all(List<String> bots) {
    return bots.stream().map(BotOption::shown).collect(Collectors.joining(", "));
  }

  /** The name that is meant by what is written on the command line, or told by the console. */
  public static String named(String shown) {
    return shown.equals(UNNAMED) ? "" : shown;
  }

  /** As it is written there. */
  public static String shown(String bot) {
    return bot.isEmpty() ? UNNAMED : bot;
  }
}
