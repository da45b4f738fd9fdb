package io.botfunnel.starter.cli.output;

/** The operator's terminal: says whether a person is there, and asks them. */
public interface Terminal {
  /** Whether a person watches and can answer. */
  boolean interactive();

  /** Asks a question and returns the answer without surrounding blanks; empty if there is none. */
  String ask(String question);
}
