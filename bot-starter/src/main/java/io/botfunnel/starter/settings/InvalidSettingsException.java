package io.botfunnel.starter.settings;

import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.PlainText;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings cannot be used. The message lists every fault at once, one per line: the key and its
 * environment variable, the value (secrets masked), the rule and the remedy.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an unmodifiable list of strings, which is serializable
  private final List<String> faults;

  public InvalidSettingsException(List<String> faults) {
    this(faults.stream().map(InvalidSettingsException::shown).toList(), faults.size());
  }

  private InvalidSettingsException(List<String> shown, int count) {
    super(String.join("\n", lines(shown, count)));
    this.faults = shown;
  }

  /** Makes a fault a single line without secrets, even if a quoted value contains line breaks. */
  private static String shown(String fault) {
    return PlainText.line(BotLogging.masked(fault));
  }

  /** Returns one or two sentences for each fault, as in the message; never empty. */
  public List<String> faults() {
    return faults;
  }

  /** Returns the lines of the message: first the number of faults, then each fault. */
  public List<String> lines() {
    return lines(faults, faults.size());
  }

  private static List<String> lines(List<String> faults, int count) {
    String headline = count == 1 ? "1 setting is wrong:" : count + " settings are wrong:";
    return Stream.concat(Stream.of(headline), faults.stream().map(fault -> "  - " + fault))
        .toList();
  }
}
