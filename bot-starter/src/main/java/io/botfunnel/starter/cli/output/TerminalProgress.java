package io.botfunnel.starter.cli.output;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar for long work, on standard error; shown only on an interactive terminal. */
public final class TerminalProgress implements AutoCloseable {
  /** The amount of work is not known. */
  public static final long UNKNOWN = -1;

  private final @Nullable ProgressBar bar;

  private TerminalProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Shows a bar for a task, if somebody watches.
   *
   * @param total the number of steps, or {@link #UNKNOWN}
   */
  public static TerminalProgress of(String task, long total, Terminal terminal) {
    return new TerminalProgress(terminal.interactive() ? bar(task, total) : null);
  }

  private static ProgressBar bar(String task, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(standardError()))
        .showSpeed()
        .clearDisplayOnFinish()
        .build();
  }

  @SuppressWarnings("SystemOut") // a bar belongs to the terminal, not to what the command answers
  private static PrintStream standardError() {
    return System.err;
  }

  public void did(long steps) {
    if (bar != null) {
      bar.stepBy(steps);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
