package io.botfunnel.starter.cli.output;

import io.botfunnel.tracking.outbox.State;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** The meaning of a colour. Only a terminal shows it, and the text says the same without it. */
public enum Tone {
  GOOD(Style.fg_green),
  ALERT(Style.fg_yellow),
  BAD(Style.fg_red),
  LOUD(Style.bold),
  PLAIN(Style.reset);

  private final Style style;

  Tone(Style style) {
    this.style = style;
  }

  public static Tone of(State state) {
    return switch (state) {
      case DELIVERED, DUPLICATE -> GOOD;
      case WAITING -> ALERT;
      case REFUSED -> BAD;
      case ERASED -> PLAIN;
    };
  }

  /** Returns the text in this tone, for {@link Output#say}. */
  public TonedText on(String text) {
    return new TonedText(this, text);
  }

  /** Adds the escape sequences of the colour, if the output is a terminal. */
  String painted(String text) {
    return this == PLAIN || !Ansi.AUTO.enabled() ? text : style.on() + text + style.off();
  }
}
