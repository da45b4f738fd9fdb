package io.botfunnel.starter.console;

/**
 * A console takes connections and answers nothing: the process is stopped or hangs, if it is the
 * bot's. Whether it is shows the outbox, which a bot has open.
 */
public final class SilentConsoleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ConsoleAddress console;

  /** About the console there. */
  public SilentConsoleException(ConsoleAddress console, Throwable cause) {
    super("The console at %s does not answer".formatted(console.url()), cause);
    this.console = console;
  }

  /** What hangs, for an operator: a part of a sentence. */
  public String process() {
    return console.pid() == 0 ? "the bot's process" : "the bot's process " + console.pid();
  }

  /** What is so, as a sentence. */
  public String hung() {
    return "Hung: a bot has the outbox, and its console at %s takes connections and answers none"
        .formatted(console.url());
  }

  /** What to do, as a sentence. */
  public String remedy() {
    String pid = console.pid() == 0 ? "its process" : String.valueOf(console.pid());
    return "If %s was stopped (SIGSTOP, a debugger), let it go on: kill -CONT %s. Otherwise end it and start the bot anew; nothing that was acknowledged is lost"
        .formatted(process(), pid);
  }
}
