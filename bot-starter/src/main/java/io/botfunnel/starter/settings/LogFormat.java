package io.botfunnel.starter.settings;

/** How a line of the log is written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object a line, for machines. */
  JSON
}
