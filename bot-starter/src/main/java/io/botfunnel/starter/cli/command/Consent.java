package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.logging.PlainText;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Whether a change is wanted: said with the command, or when asked. */
public final class Consent {
  @Option(
      names = {"-y", "--yes"},
      description = "Does it without asking; needed where nobody can be asked.")
  private boolean yes;

  /** Whether nobody has to be asked. */
  public boolean given() {
    return yes;
  }

  /**
   * Asks where it was not said.
   *
   * @param what will happen, to how many; a sentence without its dot
   * @throws CommandFailed if nobody can be asked
   */
  public boolean to(String what, Terminal terminal) {
    if (yes) {
      return true;
    }
    if (!terminal.interactive()) {
      throw CommandFailed.usage(what + ". Nobody is there to be asked: say --yes if that is meant");
    }
    return terminal
        .ask(PlainText.line(what) + ". Go on? [y/N] ")
        .toLowerCase(Locale.ROOT)
        .matches("y|yes");
  }
}
