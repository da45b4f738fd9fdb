package io.botfunnel.starter.settings;

/** The format of log lines. */
public enum LogFormat {
  /** Plain text, for people. */
  TEXT,
  /** One JSON object per line, for machines. */
  JSON
}
