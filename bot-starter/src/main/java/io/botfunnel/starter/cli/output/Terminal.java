package io.botfunnel.starter.cli.output;

/** Whether somebody sits there, and what he answers. */
public interface Terminal {
  /** Whether a person can be asked, and watches. */
  boolean interactive();

  /** What he answers, without blanks around it; empty where he does not. */
  String ask(String question);
}
