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

  @SuppressWarnings("serial") // an unmodifiable list, which is serializable
  private final List<SettingFault> faults;

  /**
   * @param faults at least one; secrets that the log knows are masked, line breaks are escaped
   */
  public InvalidSettingsException(List<SettingFault> faults) {
    super(String.join("\n", lines(shown(faults))));
    this.faults = shown(faults);
  }

  private static List<SettingFault> shown(List<SettingFault> faults) {
    return faults.stream()
        .map(fault -> new SettingFault(shown(fault.what()), shown(fault.remedy())))
        .toList();
  }

  private static String shown(String text) {
    return PlainText.line(BotLogging.masked(text));
  }

  /** Returns the faults as the message shows them; never empty. */
  public List<SettingFault> faults() {
    return faults;
  }

  /** Returns the lines of the message: first the number of faults, then each fault. */
  public List<String> lines() {
    return lines(faults);
  }

  private static List<String> lines(List<SettingFault> faults) {
    int count = faults.size();
    String headline = count == 1 ? "1 setting is wrong:" : count + " settings are wrong:";
    return Stream.concat(Stream.of(headline), faults.stream().map(fault -> "  - " + fault))
        .toList();
  }
}
