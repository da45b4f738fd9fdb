package io.botfunnel.starter.cli.output;

import io.botfunnel.tracking.lane.State;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What a colour says; on a terminal alone, and never the only one to say it. */
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

  /** A text in this tone, for {@link Output#say}. */
  public Toned on(String text) {
    return new Toned(this, text);
  }

  /** The text with the sequences of its colour around it, on a terminal. */
  String painted(String text) {
    return this == PLAIN || !Ansi.AUTO.enabled() ? text : style.on() + text + style.off();
  }
}
