package io.botfunnel.starter.doctor;

/**
 * What a check has found.
 *
 * @param check which one
 * @param verdict how it is
 * @param what a sentence: what is so, and where it is wrong the rule
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(String check, Verdict verdict, String what, String remedy) {
  /** How it is. */
  public enum Verdict {
    /** As it should be. */
    GOOD,
    /** It works and may hurt one day, or could not be looked at. */
    WARNING,
    /** The bot does not work like that. */
    FAILED
  }

  /** Whether the bot does not work like that. */
  public boolean failed() {
    return verdict == Verdict.FAILED;
  }
}
