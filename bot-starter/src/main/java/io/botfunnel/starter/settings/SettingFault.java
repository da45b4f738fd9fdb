package io.botfunnel.starter.settings;

import java.io.Serializable;

/**
 * A fault in the settings. {@code toString} is both parts as sentences. Immutable.
 *
 * @param what the setting, its value (secrets masked) and the rule, without a full stop
 * @param remedy what the operator should do, without a full stop
 */
public record SettingFault(String what, String remedy) implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public String toString() {
    return what + (what.endsWith("?") ? " " : ". ") + remedy + ".";
  }
}
