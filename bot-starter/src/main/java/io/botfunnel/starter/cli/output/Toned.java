package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.logging.PlainText;

/**
 * A text and what its colour says.
 *
 * @param text may come from elsewhere: a colour of its own is none
 */
public record Toned(Tone tone, String text) {
  /** As the terminal is given it. */
  String painted() {
    return tone.painted(PlainText.line(text));
  }
}
