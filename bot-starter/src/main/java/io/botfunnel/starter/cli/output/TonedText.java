package io.botfunnel.starter.cli.output;

import io.botfunnel.starter.logging.PlainText;

/**
 * A text with the meaning of its colour.
 *
 * @param text may come from elsewhere: colours that it contains are removed
 */
public record TonedText(Tone tone, String text) {
  /** Returns the text as the terminal receives it. */
  String painted() {
    return tone.painted(PlainText.line(text));
  }
}
