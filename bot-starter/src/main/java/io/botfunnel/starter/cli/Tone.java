package io.botfunnel.starter.cli;

import io.botfunnel.tracking.lane.State;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What a colour says; on a terminal alone, and never the only one to say it. */
enum Tone {
  GOOD(Style.fg_green),
  ALERT(Style.fg_yellow),
  BAD(Style.fg_red),
  LOUD(Style.bold),
  PLAIN(Style.reset);

  private final Style style;

  Tone(Style style) {
    this.style = style;
  }

  static Tone of(State state) {
    return switch (state) {
      case DELIVERED, DUPLICATE -> GOOD;
      case WAITING -> ALERT;
      case REFUSED -> BAD;
      case ERASED -> PLAIN;
    };
  }

  String on(String text) {
    return this == PLAIN || !Ansi.AUTO.enabled() ? text : style.on() + text + style.off();
  }
}
