package io.botfunnel.starter.doctor;

/**
 * The result of a check.
 *
 * @param check the name of the check
 * @param verdict how serious it is
 * @param what a sentence: the state, and the rule if something is wrong
 * @param remedy what to do; empty if nothing is to be done
 */
public record Finding(String check, Severity verdict, String what, String remedy) {
  /** How serious a finding is. */
  public enum Severity {
    /** Nothing is wrong. */
    GOOD,
    /** The bot works, but this may cause trouble later; or the check could not be made. */
    WARNING,
    /** The bot does not work. */
    FAILED
  }

  /** Whether the bot does not work because of this. */
  public boolean failed() {
    return verdict == Severity.FAILED;
  }
}
