package io.botfunnel.starter;

import java.util.List;

/**
 * The settings cannot be used. The message lists every fault at once, one a line: the key and its
 * environment variable, the value (secrets masked), the rule and the remedy.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an unmodifiable list of strings, which is serializable
  private final List<String> faults;

  InvalidSettingsException(List<String> faults) {
    super(headline(faults.size()) + String.join("\n  - ", faults));
    this.faults = List.copyOf(faults);
  }

  /** One sentence or two for each fault, as in the message; never empty. */
  public List<String> faults() {
    return faults;
  }

  private static String headline(int count) {
    return (count == 1 ? "1 setting is wrong:" : count + " settings are wrong:") + "\n  - ";
  }
}
