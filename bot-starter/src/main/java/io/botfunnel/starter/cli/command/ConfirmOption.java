package io.botfunnel.starter.cli.command;

import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.logging.PlainText;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The {@code --yes} option: an operator confirms a change with it, or at a prompt. */
public final class ConfirmOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Confirms without a prompt; required if the terminal is not interactive.")
  private boolean yes;

  /** Whether the operator has confirmed on the command line, so that no prompt is needed. */
  public boolean given() {
    return yes;
  }

  /**
   * Returns whether the operator confirms; asks unless they already did on the command line.
   *
   * @param what what will happen and to how many entries; a sentence without its dot
   * @throws CommandException if the terminal is not interactive
   */
  public boolean to(String what, Terminal terminal) {
    if (yes) {
      return true;
    }
    if (!terminal.interactive()) {
      throw CommandException.usage(what + ". Not an interactive terminal", "Pass --yes to confirm");
    }
    return terminal
        .ask(PlainText.line(what) + ". Continue? [y/N] ")
        .toLowerCase(Locale.ROOT)
        .matches("y|yes");
  }
}
